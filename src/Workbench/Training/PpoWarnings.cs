namespace Workbench.Training;

/// <summary>Settings that are allowed but known to harm, each with the reason.</summary>
public static class PpoWarnings
{
    /// <summary>One sentence for each harmful setting; empty when there is none.</summary>
    public static IReadOnlyList<string> Of(PpoOptions options)
    {
        var found = new List<string>();
        var generation = options.Generation;
        if (generation.MinNewTokens > 0)
        {
            found.Add($"Generation.MinNewTokens is {generation.MinNewTokens}: barring the end token samples from another distribution than the "
                + "log-probabilities describe, and the KL estimate can become negative. Set it to 0 and penalise short responses in the reward.");
        }

        if (generation.TopK > 0 || generation.TopP < 1)
        {
            found.Add($"Generation.TopK is {generation.TopK} and TopP {generation.TopP}: cut-offs sample from another distribution than the "
                + "log-probabilities describe, and the KL estimate can become negative. Set TopK to 0 and TopP to 1.");
        }

        if (generation.Temperature != 1 && !options.UseTemperature)
        {
            found.Add($"Generation.Temperature is {generation.Temperature} but UseTemperature is false: tokens are sampled from another "
                + "distribution than the log-probabilities describe.");
        }

        if (!generation.Sample)
        {
            found.Add("Generation.Sample is false: a greedy rollout explores nothing and every advantage is about the same response.");
        }

        if (generation.EndIds.Count == 0)
        {
            found.Add("Generation.EndIds is empty: every response runs to the length limit.");
        }
        else if (generation.EndIds.Contains(generation.PadId))
        {
            found.Add("Generation.PadId is also an end token: a response that ends cannot be told from padding in the checkpoint's own tools.");
        }

        var responses = (double)options.Iterations * options.BatchSize;
        if (options.Kl.Target is not null && 0.2 * responses / options.Kl.Horizon < 0.1)
        {
            found.Add($"Kl.Horizon is {options.Kl.Horizon}: over the {responses:0} responses of this training the adaptive coefficient can move by at "
                + $"most {20 * responses / options.Kl.Horizon:0.##} %. Lower the horizon or use a fixed coefficient.");
        }

        if (options.Kl.Coefficient == 0)
        {
            found.Add("Kl.Coefficient is 0: without a penalty the policy will exploit the reward (reward hacking).");
        }

        return found;
    }
}
