namespace Workbench.Evaluation;

/// <summary>Checks scores that come from files and models.</summary>
internal static class Scores
{
    public static void Check(string metric, IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(metric);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Count != after.Count)
        {
            throw new WorkbenchException(
                $"'{metric}': a paired comparison needs the scores of the same prompts; found {before.Count} before and {after.Count} after.");
        }

        if (before.Count < 2)
        {
            throw new WorkbenchException($"'{metric}': a paired comparison needs at least two prompts; found {before.Count}.");
        }

        Finite(metric, "before", before);
        Finite(metric, "after", after);
    }

    private static void Finite(string metric, string side, IReadOnlyList<double> scores)
    {
        for (var i = 0; i < scores.Count; i++)
        {
            if (!double.IsFinite(scores[i]))
            {
                throw new WorkbenchException(
                    $"'{metric}': the score {side} of prompt {i} is {scores[i]}; every prompt needs a finite score. Leave out a prompt on both sides, or mend its score.");
            }
        }
    }
}
