namespace Workbench.Text.Files;

/// <summary>
/// The merges that a SentencePiece BPE vocabulary implies: each piece from every two pieces that make it, best score first, then longer
/// left parts, then longer right parts, then lower ids. (SentencePiece itself merges the best scoring pair; transformers' converter makes the same list.)
/// </summary>
internal static class SentencePieceMerges
{
    internal static List<(string Left, string Right)> Of(IReadOnlyList<(string Piece, double Score)> pieces, Dictionary<string, int> ids) =>
    [
        .. pieces
            .SelectMany(piece => Splits(piece.Piece, ids)
                .OrderBy(split => ids[split.Left]).ThenBy(split => ids[split.Right])
                .Select(split => (split.Left, split.Right, piece.Score)))
            .OrderByDescending(merge => merge.Score)
            .ThenByDescending(merge => CodePoints(merge.Left))
            .ThenByDescending(merge => CodePoints(merge.Right))
            .Select(merge => (merge.Left, merge.Right)),
    ];

    private static IEnumerable<(string Left, string Right)> Splits(string piece, Dictionary<string, int> ids)
    {
        for (var i = 1; i < piece.Length; i++)
        {
            if (!char.IsLowSurrogate(piece[i]) && ids.ContainsKey(piece[..i]) && ids.ContainsKey(piece[i..]))
            {
                yield return (piece[..i], piece[i..]);
            }
        }
    }

    private static int CodePoints(string text) => text.Length - text.Count(char.IsLowSurrogate);
}
