namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "ByteLevel" post-processor: adds nothing, trims offsets if asked.</summary>
internal sealed class ByteLevelPostProcessor(bool trimOffsets, bool addPrefixSpace) : IPostProcessor
{
    public int AddedTokens(bool isPair) => 0;

    public List<List<TextToken>> Process(List<List<TextToken>> runs, bool addSpecialTokens)
    {
        if (trimOffsets)
        {
            foreach (var run in runs)
            {
                OffsetTrimming.Trim(run, addPrefixSpace);
            }
        }

        return runs;
    }
}
