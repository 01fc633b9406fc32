namespace Workbench.Text.Pipeline;

/// <summary>&lt;s&gt; A &lt;/s&gt;, and for pairs &lt;s&gt; A &lt;/s&gt;&lt;/s&gt; B &lt;/s&gt;; everything is segment 0.</summary>
internal sealed class RobertaPostProcessor(
    (string Token, int Id) classify, (string Token, int Id) separate, bool trimOffsets, bool addPrefixSpace) : IPostProcessor
{
    public int AddedTokens(bool isPair) => isPair ? 4 : 2;

    public List<List<TextToken>> Process(List<List<TextToken>> runs, bool addSpecialTokens)
    {
        List<List<TextToken>> result = [];
        var sep = new TextToken(separate.Id, separate.Token, 0, 0, Special: true);
        for (var i = 0; i < runs.Count; i++)
        {
            if (trimOffsets)
            {
                OffsetTrimming.Trim(runs[i], addPrefixSpace);
            }

            List<TextToken> run = [.. runs[i].Select(token => token with { Segment = 0 })];
            var first = i == 0 ? new TextToken(classify.Id, classify.Token, 0, 0, Special: true) : sep;
            result.Add(addSpecialTokens ? [first, .. run, sep] : run);
        }

        return result;
    }
}
