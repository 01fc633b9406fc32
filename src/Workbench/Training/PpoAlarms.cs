namespace Workbench.Training;

/// <summary>Signs of a collapse, in words.</summary>
internal static class PpoAlarms
{
    public static IReadOnlyList<string> Of(PpoStep step, double firstEntropy, AlarmOptions options)
    {
        var found = new List<string>();
        if (step.SampledKl < options.LowestKl)
        {
            found.Add($"KL is {step.SampledKl:0.##}: a mean below zero means that responses are not sampled from the distribution that is scored "
                + "(minimum lengths, cut-offs, temperature), and the penalty pushes the wrong way.");
        }

        if (step.SampledKl > options.HighestKl)
        {
            found.Add($"KL is {step.SampledKl:0.#} nats a response: the policy no longer speaks the reference's language. Read its responses.");
        }

        if (step.Entropy < options.LowestEntropyFraction * firstEntropy)
        {
            found.Add($"Entropy is {step.Entropy:0.###} nats a token, from {firstEntropy:0.###} at the start: the policy hardly varies any more.");
        }

        if (step.DistinctShare < options.LowestDistinctShare)
        {
            found.Add($"Only {step.DistinctShare:0%} of the responses differ from each other: the policy says the same to every prompt.");
        }

        if (step.SkippedUpdates > 0)
        {
            found.Add($"{step.SkippedUpdates} of {step.Updates.Count} updates were skipped: the loss or gradient was not finite or the ratio too large.");
        }

        return found;
    }
}
