namespace Workbench.Rlhf;

/// <summary>The coefficient beta of the KL penalty from one batch to the next.</summary>
public static class KlController
{
    /// <summary>
    /// beta' = beta (1 + clip(KL / target - 1, -0.2, 0.2) n / horizon)  (Ziegler et al. 2019, section 2.2; TRL `AdaptiveKLController`).
    /// </summary>
    /// <remarks>
    /// Batches larger than five times the horizon can turn the coefficient negative, as in TRL. With the usual horizon of 10,000 and batches of 16
    /// the coefficient moves by at most 0.03 % a batch: Lab 3's ten steps take 0.2 to 0.2006. OpenRLHF has the same controller; TRL's PPOv2,
    /// torchtune and the N+ paper keep the coefficient fixed.
    /// </remarks>
    /// <param name="coefficient">beta.</param>
    /// <param name="kl">Mean KL of a response in the batch, in nats (summed over its tokens).</param>
    /// <param name="target">The KL that the controller aims at, in nats; above 0.</param>
    /// <param name="samples">n, responses in the batch.</param>
    /// <param name="horizon">Responses over which the controller acts; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static double Adaptive(double coefficient, double kl, double target, long samples, double horizon)
    {
        Shapes.RequirePositive(target);
        Shapes.RequirePositive(horizon);
        var error = Math.Clamp(kl / target - 1, -0.2, 0.2);
        return coefficient * (1 + error * samples / horizon);
    }

    /// <summary>Whether the updates of an iteration should end: KL above factor times target (TRL `early_stopping`; Spinning Up's PPO, both with 1.5).</summary>
    /// <param name="kl">How far the policy has moved from the one that sampled, a token's mean, in nats.</param>
    /// <param name="target">Above 0.</param>
    /// <param name="factor">Above 0.</param>
    /// <returns>False for NaN: a broken update is another matter.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static bool IsFar(double kl, double target, double factor = 1.5)
    {
        Shapes.RequirePositive(target);
        Shapes.RequirePositive(factor);
        return kl > factor * target;
    }
}
