using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Reward-model loss on plain ratings, for annotators who score one response at a time.</summary>
public static class RatingLoss
{
    /// <summary>mean (r - rating)^2.</summary>
    /// <param name="rewards">[B].</param>
    /// <param name="ratings">[B], on the scale that the rewards shall have.</param>
    /// <returns>Scalar.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor SquaredError(Tensor rewards, Tensor ratings)
    {
        Shapes.RequireSame(rewards, ratings);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter((rewards - ratings).square().mean());
    }
}
