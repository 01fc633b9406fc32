namespace Workbench.Evaluation.TextMetrics;

/// <summary>Checks of hypotheses and their references.</summary>
internal static class ReferenceStreams
{
    public static void Check(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        if (references.Count == 0 || hypotheses.Count == 0)
        {
            throw new ArgumentException("There must be at least one hypothesis and one stream of references.");
        }

        for (var s = 0; s < references.Count; s++)
        {
            if (references[s].Count != hypotheses.Count)
            {
                throw new ArgumentException(
                    $"Reference stream {s} has {references[s].Count} texts for {hypotheses.Count} hypotheses; each needs one a hypothesis.",
                    nameof(references));
            }
        }
    }
}
