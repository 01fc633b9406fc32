using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>What must hold before the first update of a policy that starts as a copy of its reference.</summary>
internal static class StartCheck
{
    /// <summary>KL = 0: policy and reference give the sampled tokens the same log-probabilities.</summary>
    public static void Agreement(Tensor logProbs, Tensor referenceLogProbs)
    {
        using var scope = NewDisposeScope();
        var largest = (logProbs - referenceLogProbs).abs().max().to_type(ScalarType.Float64).item<double>();
        if (!(largest <= Tolerance(logProbs)))
        {
            throw new WorkbenchException(
                $"Before the first update policy and reference must agree, but the log-probability of a sampled token differs by {largest:g3}. "
                + "Likely causes: the reference is not a copy of the policy's starting point (for an adapter policy: the reference runs the bare base "
                + "model without the supervised adapter); dropout is on in one of them; prompts are masked differently. "
                + "If the policy starts elsewhere on purpose, set CheckStart to false.");
        }
    }

    /// <summary>Ratio = 1: the training forward gives the log-probabilities that the rollout recorded.</summary>
    /// <param name="approxKl">1/2 mean (log pi - log pi_old)^2, a float64 scalar.</param>
    /// <param name="maxRatio">The largest ratio, a float64 scalar.</param>
    public static void Ratio(Tensor approxKl, Tensor maxRatio)
    {
        var spread = Math.Sqrt(2 * approxKl.item<double>());
        if (!(spread <= 1e-2))
        {
            throw new WorkbenchException(
                $"Before the first update the ratio of new to old probabilities must be 1, but log-ratios have a root mean square of {spread:g3} "
                + $"and the largest ratio is {maxRatio.item<double>():g3}. Likely causes: dropout is on in the training pass; the sampler used cut-offs "
                + "or a temperature that the log-probabilities ignore; the model's cached generation differs from its forward pass. "
                + "If this is meant, set CheckStart to false.");
        }
    }

    private static double Tolerance(Tensor logProbs) => logProbs.dtype is ScalarType.Float32 or ScalarType.Float64 ? 1e-3 : 0.2;
}
