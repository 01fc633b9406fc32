using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>Writes a tensor's memory in pieces that fit a span.</summary>
internal static class TensorBytes
{
    private const long PieceElements = 1 << 24;

    /// <summary>Writes a tensor's elements in row-major order.</summary>
    public static void Write(Tensor tensor, Stream stream)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.detach().contiguous().view(-1);
        for (var start = 0L; start < flat.NumberOfElements; start += PieceElements)
        {
            using var piece = flat.narrow(0, start, Math.Min(PieceElements, flat.NumberOfElements - start));
            using var local = piece.cpu();
            stream.Write(local.bytes);
        }
    }
}
