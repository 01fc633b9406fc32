namespace Workbench.Text;

/// <summary>The tokens of one text or of a pair, with where each came from. All lists have the same length.</summary>
/// <param name="Ids">Token ids.</param>
/// <param name="Tokens">How the vocabulary spells them.</param>
/// <param name="Offsets">
/// The stretch [Start, End) of its own text that each token covers, in Unicode code points (not UTF-16 units, not bytes). When one
/// character was cut into several tokens, each has the offsets of the whole character; tokens that the tokenizer added have (0, 0).
/// </param>
/// <param name="SpecialMask">True at tokens that the tokenizer added, such as BOS and EOS.</param>
/// <param name="Segments">Segment numbers as the model family defines them (0 for the first text; what "token_type_ids" are elsewhere).</param>
public sealed record TokenEncoding(
    IReadOnlyList<int> Ids,
    IReadOnlyList<string> Tokens,
    IReadOnlyList<(int Start, int End)> Offsets,
    IReadOnlyList<bool> SpecialMask,
    IReadOnlyList<int> Segments);
