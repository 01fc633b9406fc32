using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Direct preference optimization (Rafailov et al. 2023, eq. 7) and its relatives (TRL 0.11.4 `DPOTrainer.dpo_loss`).</summary>
public static class Dpo
{
    /// <summary>The loss of each pair.</summary>
    /// <remarks>
    /// TRL, torchtune (`DPOLoss`, `RSOLoss` for the hinge) and OpenRLHF (`DPOLoss`, with label smoothing and IPO) agree on these formulas.
    /// They differ in what comes in: for IPO torchtune and TRL 0.11.4 take sums unless the caller averages, OpenRLHF and TRL 1.16 average.
    /// TRL 1.16 divides by the completion length before the shift.
    /// </remarks>
    /// <param name="policyChosen">log pi(chosen), summed over the response's tokens (averaged for IPO), [B].</param>
    /// <param name="policyRejected">log pi(rejected), [B].</param>
    /// <param name="referenceChosen">log ref(chosen), [B]; zeros give the reference-free loss.</param>
    /// <param name="referenceRejected">log ref(rejected), [B].</param>
    /// <param name="beta">How strongly the policy is held to the reference; above 0.</param>
    /// <param name="variant">Which loss.</param>
    /// <param name="labelSmoothing">Probability that a label is wrong, in [0, 0.5).</param>
    /// <param name="jensenShannon">Whether the divergence is Jensen-Shannon instead of reverse KL (Wang et al. 2023; f-DPO).</param>
    /// <returns>Losses, and beta times the log-ratios as implicit rewards without gradient, all [B].</returns>
    /// <exception cref="ArgumentException">The shapes differ or a number lies outside its range.</exception>
    public static DpoLoss Loss(
        Tensor policyChosen, Tensor policyRejected, Tensor referenceChosen, Tensor referenceRejected,
        double beta = 0.1, DpoVariant variant = DpoVariant.Sigmoid, double labelSmoothing = 0, bool jensenShannon = false)
    {
        Shapes.RequireDimensions(policyChosen, 1);
        Shapes.RequireSame(policyChosen, policyRejected);
        Shapes.RequireSame(policyChosen, referenceChosen);
        Shapes.RequireSame(policyChosen, referenceRejected);
        Shapes.RequirePositive(beta);
        Shapes.RequireRange(labelSmoothing, 0, 0.5);
        using var scope = NewDisposeScope();
        var a = policyChosen - referenceChosen;
        var b = policyRejected - referenceRejected;
        var h = jensenShannon ? a - b - (nn.functional.softplus(a) - nn.functional.softplus(b)) : a - b;
        var losses = variant switch
        {
            DpoVariant.Sigmoid => Smoothed(beta * h, labelSmoothing),
            DpoVariant.Robust => (-(1 - labelSmoothing) * LogSigmoid.Of(beta * h) + labelSmoothing * LogSigmoid.Of(-beta * h)) / (1 - 2 * labelSmoothing),
            DpoVariant.Hinge => (1 - beta * h).clamp_min(0),
            DpoVariant.Ipo => (h - 1 / (2 * beta)).square(),
            DpoVariant.ExoPair => Exo(beta * h, labelSmoothing == 0 ? 1e-3 : labelSmoothing),
            DpoVariant.NcaPair => -LogSigmoid.Of(beta * a) - 0.5 * LogSigmoid.Of(-beta * a) - 0.5 * LogSigmoid.Of(-beta * b),
            DpoVariant.SppoHard => (a - 0.5 / beta).square() + (b + 0.5 / beta).square(),
            DpoVariant.Aot => Smoothed(
                beta * (Sorted(policyChosen - policyRejected) - Sorted(referenceChosen - referenceRejected)), labelSmoothing),
            DpoVariant.AotPair => Smoothed(beta * (Sorted(a) - Sorted(b)), labelSmoothing),
            DpoVariant.ApoZero => 1 - (beta * a).sigmoid() + (beta * b).sigmoid(),
            DpoVariant.ApoDown => (beta * a).sigmoid() + 1 - (beta * (a - b)).sigmoid(),
            _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, "No such loss."),
        };
        return new DpoLoss(
            scope.MoveToOuter(losses), scope.MoveToOuter((beta * a).detach()), scope.MoveToOuter((beta * b).detach()));
    }

    private static Tensor Smoothed(Tensor x, double smoothing) =>
        smoothing == 0 ? -LogSigmoid.Of(x) : -(1 - smoothing) * LogSigmoid.Of(x) - smoothing * LogSigmoid.Of(-x);

    private static Tensor Exo(Tensor x, double smoothing) =>
        x.sigmoid() * (LogSigmoid.Of(x) - Math.Log(1 - smoothing)) + (-x).sigmoid() * (LogSigmoid.Of(-x) - Math.Log(smoothing));

    private static Tensor Sorted(Tensor x) => x.sort(0).Values;
}

/// <summary>What <see cref="Dpo.Loss"/> gives, all [B].</summary>
/// <param name="Losses">One a pair; the mean is minimised.</param>
/// <param name="ChosenRewards">beta (log pi - log ref) of the chosen responses, without gradient.</param>
/// <param name="RejectedRewards">The same of the rejected ones.</param>
public readonly record struct DpoLoss(Tensor Losses, Tensor ChosenRewards, Tensor RejectedRewards);
