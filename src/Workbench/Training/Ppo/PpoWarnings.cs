namespace Workbench.Training;

/// <summary>Settings that are allowed but known to harm, each with the reason.</summary>
public static class PpoWarnings
{
    /// <summary>One sentence for each harmful setting; empty when there is none.</summary>
    public static IReadOnlyList<string> Of(PpoOptions options)
    {
        var found = SamplingWarnings.Of(options.Generation, options.UseTemperature).ToList();
        var responses = (double)options.Iterations * options.BatchSize;
        if (options.Kl.Target is not null && 0.2 * responses / options.Kl.Horizon < 0.1)
        {
            found.Add($"Kl.Horizon is {options.Kl.Horizon}: over the {responses:0} responses of this training the adaptive coefficient can move by at "
                + $"most {20 * responses / options.Kl.Horizon:0.##} %. Lower the horizon or use a fixed coefficient.");
        }

        if (options.Kl is { InLoss: true, Estimator: Rlhf.KlEstimator.K1 })
        {
            found.Add("Kl.InLoss is true with the estimator K1: its gradient is 0 on average, so nothing holds the policy. Use K2 or K3.");
        }

        if (options.Kl.Coefficient == 0)
        {
            found.Add("Kl.Coefficient is 0: without a penalty the policy will exploit the reward (reward hacking).");
        }

        return found;
    }
}
