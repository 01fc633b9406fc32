using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>The formulas of src/Workbench/Rlhf against what TRL 0.11.4 computed.</summary>
public sealed class PrimitivesTests : IDisposable
{
    // TRL divides two whole-number tensors, N / (N - 1), and averages comparisons as float32, even where the values are float64.
    private const double SinglePrecision = 1.2e-7;

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string, string> LogProbCases => PpoCases.In("primitives", "logprobs");

    public static TheoryData<string, string> EntropyCases => PpoCases.In("primitives", "entropy");

    public static TheoryData<string, string> MaskedCases => PpoCases.In("primitives", "masked_stats");

    public static TheoryData<string, string> RewardCases => PpoCases.In("primitives", "rewards");

    public static TheoryData<string, string> AdvantageCases => PpoCases.In("primitives", "advantages");

    public static TheoryData<string, string> LossCases => PpoCases.In("primitives", "loss");

    public static TheoryData<string, string> ClipCases => PpoCases.In("primitives", "clip_by_value");

    public void Dispose() => scope.Dispose();

    [SkippableTheory]
    [MemberData(nameof(LogProbCases))]
    public void LogProbabilitiesAreThoseOfTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases("primitives", "logprobs", precision, name);
        c.Equal("out.logprobs", c.Has("in.labels")
            ? LogProbs.OfTokens(c["in.logits"], c["in.labels"])
            : LogProbs.OverVocabulary(c["in.logits"]));
    }

    [SkippableTheory]
    [MemberData(nameof(EntropyCases))]
    public void EntropyIsThatOfTrlWhereTrlGivesANumber(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases("primitives", "entropy", precision, name);
        var logits = c["in.logits"];
        var entropy = LogProbs.Entropy(logits);
        var finite = c["out.entropy"].isfinite();

        // At logits near 1e4 TRL subtracts two numbers of that size; the rounding of one of them is the tolerance.
        var size = logits.masked_fill(logits.isfinite().logical_not(), 0).abs().max().to_type(ScalarType.Float64).item<double>();
        c.Equal("out.entropy", entropy, finite, size * (precision == "float64" ? 1e-15 : 1e-6));
        Assert.True(entropy.isfinite().all().item<bool>(), "a barred token must not make the entropy NaN");
    }

    [SkippableTheory]
    [MemberData(nameof(MaskedCases))]
    public void MaskedStatisticsAreThoseOfTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases("primitives", "masked_stats", precision, name);
        var values = c["in.values"];
        var mask = c.Has("in.mask") ? c.Mask() : ones_like(values, ScalarType.Bool);
        if (c.Raised)
        {
            Assert.True(Masked.Mean(values, mask).isnan().item<bool>());
            return;
        }

        if (!values.masked_fill(mask, 0).isfinite().all().item<bool>())
        {
            // TRL multiplies by the mask, and NaN or infinity times 0 is NaN; here what is outside does not count.
            var inside = values.masked_fill(mask.logical_not(), 0);
            Near.Require(Masked.Mean(inside, mask), Masked.Mean(values, mask), 0, 0, "mean");
            Near.Require(Masked.Variance(inside, mask), Masked.Variance(values, mask), 0, 0, "variance");
            Near.Require(Masked.Whiten(inside, mask), Masked.Whiten(values, mask), 0, 0, "whitened");
            return;
        }

        if (c.Has("out.mean"))
        {
            c.Equal("out.mean", Masked.Mean(values, mask));
            c.Equal("out.var_biased", Masked.Variance(values, mask, unbiased: false), absolute: Rounding(values, 1, precision));
        }

        if (c.Has("out.var_unbiased"))
        {
            c.Equal("out.mean_axis1", Masked.RowMean(values, mask));
            c.Equal("out.var_unbiased", Masked.Variance(values, mask), absolute: Rounding(values, 1, precision), relative: SinglePrecision);
        }

        if (c.Has("out.whiten"))
        {
            // Whitening divides by a small spread, so it magnifies the rounding of the values.
            var spread = Math.Sqrt(Masked.Variance(values, mask).to_type(ScalarType.Float64).item<double>() + 1e-8);
            var absolute = Math.Max(SinglePrecision, double.IsFinite(spread) ? Rounding(values, spread, precision) : 0);
            c.Equal("out.whiten", Masked.Whiten(values, mask), mask, absolute, SinglePrecision);
            c.Equal("out.whiten_keep_mean", Masked.Whiten(values, mask, shiftMean: false), mask, absolute, SinglePrecision);
            var outside = Masked.Whiten(values, mask).masked_fill(mask, 0);
            Assert.Equal(0.0, outside.abs().sum().to_type(ScalarType.Float64).item<double>());
        }
    }

    [SkippableTheory]
    [MemberData(nameof(RewardCases))]
    public void RewardsAreThoseOfTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases("primitives", "rewards", precision, name);
        var mask = c.Mask();
        var estimator = c.Text("kl_penalty") switch
        {
            "kl" or null => KlEstimator.K1,
            "abs" => KlEstimator.Abs,
            "mse" => KlEstimator.K2,
            "full" => KlEstimator.Full,
            var other => throw new InvalidDataException(other),
        };
        var kl = estimator == KlEstimator.Full
            ? KlPenalty.Full(c["in.logprobs"], c["in.ref_logprobs"])
            : KlPenalty.PerToken(c["in.logprobs"], c["in.ref_logprobs"], estimator);
        var coefficient = c.Setting("kl_coef", 0.2);
        var rewards = RewardShaping.PerToken(c["in.scores"], kl, mask, coefficient);
        if (c.Raised)
        {
            // TRL stops at a row without a token; here such a row has no reward, and the others have theirs.
            var empty = mask.any(-1).logical_not();
            Assert.True(empty.any().item<bool>());
            Assert.Equal(0.0, rewards.index(empty).abs().sum().to_type(ScalarType.Float64).item<double>());
            return;
        }

        // TRL multiplies the probability 0 by an infinite difference, NaN; here what has no probability adds nothing.
        var barred = estimator == KlEstimator.Full ? c["in.logprobs"].isneginf().any(-1) : zeros_like(mask);
        Assert.True(kl.masked_fill(barred.logical_not(), 0).isfinite().all().item<bool>());
        c.Equal("out.kls", kl, barred.logical_not());
        c.Equal("out.non_score_rewards", kl * -coefficient, barred.logical_not());
        c.Equal("out.rewards", rewards, mask & barred.logical_not());
    }

    [SkippableTheory]
    [MemberData(nameof(AdvantageCases))]
    public void AdvantagesAreThoseOfTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases("primitives", "advantages", precision, name);
        var mask = c.Mask();
        var rewards = Masked.Fill(c["in.rewards"], mask);
        var values = Masked.Fill(c["in.values"], mask);
        var everywhere = ones_like(mask);
        if (c.Flag("whiten_rewards") && !c.Raised)
        {
            // TRL whitens the zeros outside the mask too, and they count in the sums of the tokens before them.
            var mean = Masked.Mean(rewards, mask);
            rewards = (rewards - mean) * (Masked.Variance(rewards, mask) + 1e-8).rsqrt() + mean;
        }

        var (advantages, returns) = Advantages.Gae(rewards, values, everywhere, c.Setting("gamma", 1), c.Setting("lam", 0.95));
        if (c.Raised)
        {
            Assert.Equal(0.0, advantages.abs().sum().to_type(ScalarType.Float64).item<double>());
            return;
        }

        c.Equal("out.values", values);
        var absolute = precision == "float64" ? 0 : 1e-5;
        var relative = c.Flag("whiten_rewards") ? SinglePrecision : 0;
        c.Equal("out.returns", returns, mask, Math.Max(absolute, relative), relative);
        c.Equal("out.advantages", Masked.Whiten(advantages, mask), mask, Math.Max(absolute, relative), SinglePrecision);
    }

    [SkippableTheory]
    [MemberData(nameof(LossCases))]
    public void LossesStatisticsAndGradientsAreThoseOfTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases("primitives", "loss", precision, name);
        var mask = c.Mask();
        var logProbs = c["in.logprobs"].requires_grad_();
        var values = c["in.vpreds"].requires_grad_();
        var coefficient = c.Setting("vf_coef", 0.1);
        var policy = PpoLoss.Policy(logProbs, c["in.old_logprobs"], c["in.advantages"], mask, c.Setting("cliprange", 0.2));
        var value = PpoLoss.Value(values, c["in.values"], c["in.returns"], mask, c.Setting("cliprange_value", 0.2));
        if (c.Raised)
        {
            Assert.True(policy.Loss.isnan().item<bool>());
            return;
        }

        // TRL multiplies the losses of an update with too large a mean ratio by zero.
        var zero = policy.MeanRatio.to_type(ScalarType.Float64).item<double>() > c.Setting("ratio_threshold", 10) ? 0.0 : 1.0;
        var policyLoss = policy.Loss * zero;
        var valueLoss = value.Loss * zero;
        (policyLoss + coefficient * valueLoss).backward();
        c.Equal("out.policy_loss", policyLoss);
        c.Equal("out.value_loss_scaled", coefficient * valueLoss);
        c.Equal("out.stat.loss/policy", policyLoss);
        c.Equal("out.stat.loss/value", valueLoss);
        c.Equal("out.stat.policy/approxkl", policy.ApproxKl);
        c.Equal("out.stat.policy/policykl", policy.PolicyKl, absolute: precision == "float64" ? 0 : 1e-5);
        c.Equal("out.stat.policy/clipfrac", policy.ClipFraction, relative: SinglePrecision);
        c.Equal("out.stat.policy/ratio", policy.Ratio, mask);
        c.Equal("out.stat.policy/entropy", Masked.Mean(LogProbs.Entropy(c["in.logits"]), mask));
        c.Equal("out.stat.policy/advantages_mean", Masked.Mean(c["in.advantages"], mask));
        c.Equal("out.stat.returns/mean", Masked.Mean(c["in.returns"], mask));
        c.Equal("out.stat.returns/var", Masked.Variance(c["in.returns"], mask), relative: SinglePrecision);
        c.Equal("out.stat.val/vpred", Masked.Mean(c["in.vpreds"], mask));
        c.Equal("out.stat.val/error", value.Error);
        c.Equal("out.stat.val/clipfrac", value.ClipFraction, relative: SinglePrecision);
        c.Equal("out.stat.val/mean", Masked.Mean(c["in.values"], mask));
        c.Equal("out.stat.val/var", Masked.Variance(c["in.values"], mask), relative: SinglePrecision);
        c.Equal("out.grad.logprobs", logProbs.grad!, mask);
        c.Equal("out.grad.vpreds", values.grad!, mask);
    }

    [SkippableTheory]
    [MemberData(nameof(ClipCases))]
    public void ValuesAreClippedAsTrlClipsThem(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases("primitives", "clip_by_value", precision, name);
        c.Equal("out.clipped", c["in.x"].minimum(c["in.hi"]).maximum(c["in.lo"]));
    }

    private static double Rounding(Tensor values, double spread, string precision) =>
        (precision == "float64" ? 2e-15 : 1e-6) * values.abs().max().to_type(ScalarType.Float64).item<double>() / spread;
}
