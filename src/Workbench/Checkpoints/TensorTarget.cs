using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>
/// The tensor that a stored one becomes, already on its device and with its dtype. The stored bytes come in pieces: straight into its
/// memory where that can be, else through a small buffer from which they are converted, so that no second copy is ever made.
/// </summary>
internal sealed class TensorTarget : IDisposable
{
    private const long PieceBytes = 1 << 20;

    private readonly Tensor tensor;
    private readonly ScalarType stored;
    private readonly Tensor? buffer;
    private bool released;

    /// <summary>Takes the memory.</summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="stored">The dtype in the file.</param>
    /// <param name="dtype">The dtype to be.</param>
    /// <param name="device">The device to be on.</param>
    public TensorTarget(IReadOnlyList<long> shape, ScalarType stored, ScalarType dtype, Device device)
    {
        this.stored = stored;
        tensor = empty([.. shape], dtype: dtype, device: device);
        var pieces = Math.Min(tensor.NumberOfElements, PieceBytes / stored.ElementSize());
        buffer = stored == dtype && device.type == DeviceType.CPU ? null : empty(pieces, dtype: stored, device: CPU);
    }

    /// <summary>Fills a piece of memory; an exception means that there is not enough to read.</summary>
    internal delegate void Filler(Span<byte> bytes);

    /// <summary>Fills the tensor, front to back, and hands it over.</summary>
    public LoadedTensor Fill(Filler fill)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (finite, count, step) = (true, tensor.NumberOfElements, PieceBytes / stored.ElementSize());
        var flat = count == 0 ? tensor : tensor.view(-1);
        for (var start = 0L; start < count; start += step)
        {
            var length = Math.Min(step, count - start);
            var piece = flat.narrow(0, start, length);
            var source = buffer?.narrow(0, 0, length) ?? piece;
            fill(source.bytes);
            finite = finite && FiniteBytes.All(source.bytes, stored);
            if (buffer is not null)
            {
                piece.copy_(source);
            }
        }

        released = true;
        return new LoadedTensor(tensor, finite);
    }

    /// <summary>Frees the buffer, and the tensor too unless it was handed over.</summary>
    public void Dispose()
    {
        buffer?.Dispose();
        if (!released)
        {
            tensor.Dispose();
        }
    }
}
