using Workbench.Generation;
using Workbench.Parity.Tests.Tokenizers;

namespace Workbench.Parity.Tests.Sampling;

/// <summary>Text token by token is the text of all tokens, for every tokenizer and string of the golden data.</summary>
public class TextPiecesParityTests
{
    public static TheoryData<string> Folders => TokenizerCases.Folders;

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void Pieces_together_are_the_decoded_text_and_hold_whole_characters(string folder)
    {
        Fixtures.SkipIfNone(folder);
        var cases = new TokenizerCases(folder);
        var tokenizer = cases.Load();
        foreach (var item in cases.Cases)
        {
            var ids = item.GetProperty("ids").Integers();
            var text = tokenizer.Decode(ids);
            var pieces = new TextPieces(tokenizer);
            var parts = ids.Select(pieces.Add).ToList();
            parts.Add(pieces.End());
            Assert.Equal(text, string.Concat(parts));
            if (!text.Contains('\uFFFD', StringComparison.Ordinal))
            {
                Assert.All(parts, part => Assert.DoesNotContain('\uFFFD', part));
            }
        }
    }
}
