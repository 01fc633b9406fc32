using System.Text.RegularExpressions;

namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "Split": delimiters given by a regular expression.</summary>
internal sealed class SplitPreTokenizer(CodePointRegex regex, SplitBehavior behavior, bool invert) : IPreTokenizer
{
    public void Split(Stretch text, List<Stretch> parts)
    {
        try
        {
            Splitting.Split(text, regex.Matches(text.Span), behavior, invert, parts);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new WorkbenchException($"the tokenizer's splitting rule /{regex}/ took longer than {e.MatchTimeout.TotalSeconds} s on one text", e);
        }
    }
}
