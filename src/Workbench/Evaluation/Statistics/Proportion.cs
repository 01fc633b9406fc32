namespace Workbench.Evaluation.Statistics;

/// <summary>Checks of counts.</summary>
internal static class Proportion
{
    public static void Check(long successes, long trials, bool allowNone = false)
    {
        if (trials < (allowNone ? 0 : 1))
        {
            throw new ArgumentOutOfRangeException(nameof(trials), trials, allowNone ? "Must not be negative." : "There must be at least one trial.");
        }

        if (successes < 0 || successes > trials)
        {
            throw new ArgumentOutOfRangeException(nameof(successes), successes, $"The number of hits lies in 0 … {trials} (the number of trials).");
        }
    }
}
