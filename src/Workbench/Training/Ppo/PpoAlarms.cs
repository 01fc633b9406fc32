namespace Workbench.Training;

/// <summary>Signs of a collapse, in words.</summary>
internal static class PpoAlarms
{
    /// <param name="kl">Mean KL of a response, by the plain log-ratio.</param>
    /// <param name="entropy">Of a token, now.</param>
    /// <param name="firstEntropy">Of a token, in the first iteration.</param>
    /// <param name="distinctShare">Different responses over responses.</param>
    /// <param name="skipped">Updates that were skipped.</param>
    /// <param name="updates">Updates that were tried.</param>
    /// <param name="options">What counts as a sign.</param>
    public static IReadOnlyList<string> Of(
        double kl, double entropy, double firstEntropy, double distinctShare, int skipped, int updates, AlarmOptions options)
    {
        var found = new List<string>();
        if (kl < options.LowestKl)
        {
            found.Add($"KL is {kl:0.##}: a mean below zero means that responses are not sampled from the distribution that is scored "
                + "(minimum lengths, cut-offs, temperature), and the penalty pushes the wrong way. Sample the plain distribution.");
        }

        if (kl > options.HighestKl)
        {
            found.Add($"KL is {kl:0.#} nats a response: the policy no longer speaks the reference's language. Read its responses; raise the KL coefficient or lower the learning rate.");
        }

        if (entropy < options.LowestEntropyFraction * firstEntropy)
        {
            found.Add($"Entropy is {entropy:0.###} nats a token, from {firstEntropy:0.###} at the start: the policy hardly varies any more. Raise the KL coefficient, lower the learning rate, or add an entropy bonus.");
        }

        if (distinctShare < options.LowestDistinctShare)
        {
            found.Add($"Only {distinctShare:0%} of the responses differ from each other: the policy says the same to every prompt. Raise the KL coefficient, or take repetition into the reward.");
        }

        if (skipped > 0)
        {
            found.Add($"{skipped} of {updates} updates were skipped: the loss or gradient was not finite or the ratio too large. Weights and optimizer are as before them; lower the learning rate.");
        }

        return found;
    }
}
