using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>Moves a CPU tensor's memory to and from files in pieces that fit a span.</summary>
internal static class TensorBytes
{
    private const long PieceElements = 1 << 26;

    /// <summary>Fills a contiguous tensor from a file.</summary>
    public static void Fill(Tensor tensor, Microsoft.Win32.SafeHandles.SafeFileHandle file, long offset)
    {
        using var scope = NewDisposeScope();
        foreach (var piece in Pieces(tensor))
        {
            var bytes = piece.bytes;
            while (bytes.Length > 0)
            {
                var read = RandomAccess.Read(file, bytes, offset);
                if (read == 0)
                {
                    throw new EndOfStreamException();
                }

                bytes = bytes[read..];
                offset += read;
            }
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
