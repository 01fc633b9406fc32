using System.Buffers.Binary;
using System.Text;

namespace Workbench.Text.Files;

/// <summary>What a SentencePiece model file holds (sentencepiece_model.proto), as far as a tokenizer needs it.</summary>
internal sealed record SentencePieceFile
{
    internal required IReadOnlyList<SentencePiece> Pieces { get; init; }

    /// <summary>1 unigram, 2 BPE, 3 word, 4 char.</summary>
    internal int ModelType { get; init; } = 1;

    internal int UnknownId { get; init; }

    internal string UnknownPiece { get; init; } = "<unk>";

    /// <summary>The precompiled character map; empty where texts are left as they are.</summary>
    internal byte[] CharacterMap { get; init; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="WorkbenchException">It is cut off, holds no pieces, or holds the same piece twice.</exception>
    internal static SentencePieceFile Read(string name, byte[] bytes)
    {
        try
        {
            return Parse(name, bytes);
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            throw new WorkbenchException($"{name}: is not a SentencePiece model: {e.Message}", e);
        }
    }

    private static SentencePieceFile Parse(string name, byte[] bytes)
    {
        List<SentencePiece> pieces = [];
        var file = new SentencePieceFile { Pieces = pieces };
        foreach (var field in ProtobufReader.Fields(bytes))
        {
            file = field.Number switch
            {
                1 => Added(file, Piece(field.Bytes)),
                2 => Trainer(file, field.Bytes),
                3 => Normalizer(file, field.Bytes),
                _ => file,
            };
        }

        if (pieces.Count == 0)
        {
            throw new WorkbenchException($"{name}: holds no pieces");
        }

        if (file.UnknownId < 0 || file.UnknownId >= pieces.Count)
        {
            throw new WorkbenchException($"{name}: trainer_spec.unk_id: expected a piece's number below {pieces.Count}, found {file.UnknownId}");
        }

        return pieces.GroupBy(piece => piece.Text).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new WorkbenchException($"{name}: the piece \"{twice.Key}\" stands there twice")
            : file;

        SentencePieceFile Added(SentencePieceFile same, SentencePiece piece)
        {
            pieces.Add(piece);
            return same;
        }
    }

    private static SentencePiece Piece(ReadOnlyMemory<byte> bytes)
    {
        var piece = new SentencePiece("", 0, SentencePieceKind.Normal);
        foreach (var field in ProtobufReader.Fields(bytes))
        {
            piece = field.Number switch
            {
                1 => piece with { Text = ProtobufReader.Text(field.Bytes) },
                2 => piece with { Score = BinaryPrimitives.ReadSingleLittleEndian(field.Bytes.Span) },
                3 => piece with { Kind = (SentencePieceKind)field.Value },
                _ => piece,
            };
        }

        return piece;
    }

    private static SentencePieceFile Trainer(SentencePieceFile file, ReadOnlyMemory<byte> bytes)
    {
        foreach (var field in ProtobufReader.Fields(bytes))
        {
            file = field.Number switch
            {
                3 => file with { ModelType = (int)field.Value },
                40 => file with { UnknownId = (int)field.Value },
                45 => file with { UnknownPiece = ProtobufReader.Text(field.Bytes) },
                _ => file,
            };
        }

        return file;
    }

    private static SentencePieceFile Normalizer(SentencePieceFile file, ReadOnlyMemory<byte> bytes)
    {
        foreach (var field in ProtobufReader.Fields(bytes))
        {
            file = field.Number == 2 ? file with { CharacterMap = field.Bytes.ToArray() } : file;
        }

        return file;
    }
}
