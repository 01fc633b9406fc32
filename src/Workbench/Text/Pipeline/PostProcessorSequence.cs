namespace Workbench.Text.Pipeline;

/// <summary>Post-processors one after another.</summary>
internal sealed class PostProcessorSequence(IReadOnlyList<IPostProcessor> steps) : IPostProcessor
{
    public int AddedTokens(bool isPair) => steps.Sum(step => step.AddedTokens(isPair));

    public List<List<TextToken>> Process(List<List<TextToken>> runs, bool addSpecialTokens) =>
        steps.Aggregate(runs, (current, step) => step.Process(current, addSpecialTokens));
}
