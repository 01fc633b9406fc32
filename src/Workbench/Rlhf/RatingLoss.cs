using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Reward-model loss on plain ratings, for annotators who score one response at a time.</summary>
public static class RatingLoss
{
    /// <summary>mean (r - rating)^2.</summary>
    /// <param name="rewards">Any shape.</param>
    /// <param name="ratings">The same shape, on the scale that the rewards shall have.</param>
    /// <param name="mask">True at responses that exist; null where all do.</param>
    /// <returns>Scalar.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor SquaredError(Tensor rewards, Tensor ratings, Tensor? mask = null)
    {
        Shapes.RequireSame(rewards, ratings);
        using var scope = NewDisposeScope();
        var errors = (rewards - ratings).square();
        return scope.MoveToOuter(mask is null ? errors.mean() : Masked.Mean(errors, mask));
    }

    /// <summary>
    /// mean (-y log sigmoid(r) - (1 - y) log sigmoid(-r)): binary cross-entropy, for responses that were labelled good or bad one by one.
    /// </summary>
    /// <param name="rewards">Logits of the label 1, any shape.</param>
    /// <param name="labels">y in [0, 1], the same shape; a share of annotators where they disagree.</param>
    /// <param name="mask">True at responses that exist; null where all do.</param>
    /// <returns>Scalar, in nats.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor CrossEntropy(Tensor rewards, Tensor labels, Tensor? mask = null)
    {
        Shapes.RequireSame(rewards, labels);
        using var scope = NewDisposeScope();
        var losses = -labels * LogSigmoid.Of(rewards) - (1 - labels) * LogSigmoid.Of(-rewards);
        return scope.MoveToOuter(mask is null ? losses.mean() : Masked.Mean(losses, mask));
    }
}
