using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>Moves a CPU tensor's memory to and from files in pieces that fit a span.</summary>
internal static class TensorBytes
{
    private const long PieceElements = 1 << 26;

    /// <summary>Fills a piece of memory; an exception means that there is not enough to read.</summary>
    internal delegate void Filler(Span<byte> bytes);

    /// <summary>Fills a contiguous tensor, front to back.</summary>
    public static void Fill(Tensor tensor, Filler fill)
    {
        using var scope = NewDisposeScope();
        foreach (var piece in Pieces(tensor))
        {
            fill(piece.bytes);
        }
    }

    /// <summary>Writes a tensor's elements in row-major order.</summary>
    public static void Write(Tensor tensor, Stream stream)
    {
        using var scope = NewDisposeScope();
        foreach (var piece in Pieces(tensor.detach().cpu().contiguous()))
        {
            stream.Write(piece.bytes);
        }
    }

    private static IEnumerable<Tensor> Pieces(Tensor tensor)
    {
        var count = tensor.NumberOfElements;
        if (count == 0)
        {
            yield break;
        }

        var flat = tensor.view(-1);
        for (var start = 0L; start < count; start += PieceElements)
        {
            yield return flat.narrow(0, start, Math.Min(PieceElements, count - start));
        }
    }
}
