namespace Workbench.Text.Pipeline;

/// <summary>A token on its way out of the pipeline.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Value">How the vocabulary spells it; for an added token the stretch of text that it took, spaces included.</param>
/// <param name="Start">First code point of the given text that it covers.</param>
/// <param name="End">The code point after the last.</param>
/// <param name="Special">Whether post-processing put it there.</param>
/// <param name="Segment">0 for the first text, 1 for the second, or what the template says.</param>
internal readonly record struct TextToken(int Id, string Value, int Start, int End, bool Special = false, int Segment = 0);
