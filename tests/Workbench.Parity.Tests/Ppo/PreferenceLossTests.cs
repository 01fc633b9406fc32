using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>DPO, ORPO, KTO and reward-model losses against TRL 0.11.4 and 1.16.</summary>
public sealed class PreferenceLossTests : IDisposable
{
    private const string Old = "newer/trl_0_11_4";
    private const string New = "newer/trl_1_16";

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string, string> DpoCases => PpoCases.In(Old, "dpo");

    public static TheoryData<string, string> OrpoCases => PpoCases.In(Old, "orpo");

    public static TheoryData<string, string> KtoCases => PpoCases.In(Old, "kto");

    public static TheoryData<string, string> RewardCases => PpoCases.In(Old, "reward_loss");

    public static TheoryData<string, string> BatchCases => PpoCases.In(Old, "batch_logps");

    public static TheoryData<string, string> NewDpoCases => PpoCases.In(New, "dpo");

    public static TheoryData<string, string> NewRewardCases => PpoCases.In(New, "reward_loss");

    public void Dispose() => scope.Dispose();

    [SkippableTheory]
    [MemberData(nameof(DpoCases))]
    public void DpoLossesRewardsAndGradientsAreThoseOfTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases(Old, "dpo", precision, name);
        if (c.Raised)
        {
            Assert.False(TryVariant(c.Text("loss_type")!, out _), $"TRL does not know {c.Text("loss_type")}, we should not either");
            return;
        }

        Assert.True(TryVariant(c.Text("loss_type")!, out var variant), $"no variant for {c.Text("loss_type")}");
        var chosen = c["in.pc"].requires_grad_();
        var rejected = c["in.pr"].requires_grad_();
        var free = c.Flag("reference_free");
        var loss = Dpo.Loss(
            chosen, rejected, free ? zeros_like(c["in.rc"]) : c["in.rc"], free ? zeros_like(c["in.rr"]) : c["in.rr"],
            c.Setting("beta", 0.1), variant, c.Setting("label_smoothing"), JensenShannon(c.Text("f_divergence_type")));
        c.RequireSettingsRead();
        loss.Losses.mean().backward();
        c.Equal("out.losses", loss.Losses);
        c.Equal("out.grad.pc", chosen.grad!);
        c.Equal("out.grad.pr", rejected.grad!);
        if (!free)
        {
            c.Equal("out.chosen_rewards", loss.ChosenRewards);
            c.Equal("out.rejected_rewards", loss.RejectedRewards);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(OrpoCases))]
    public void OrpoLossesAreThoseOfTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases(Old, "orpo", precision, name);
        var losses = Orpo.Losses(c["in.pc"], c["in.pr"]);

        // TRL writes log1p(-exp(p)); close to p = 0 its float32 loses digits that expm1 keeps.
        c.Equal("out.losses", -c.Setting("beta", 0.1) * losses, absolute: precision == "float64" ? 1e-9 : 1e-3);
        c.Equal("out.mean_ratio", -losses.mean(), absolute: precision == "float64" ? 1e-9 : 1e-3);
        c.RequireSettingsRead();
    }

    [SkippableTheory]
    [MemberData(nameof(KtoCases))]
    public void KtoLossesAreThoseOfTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases(Old, "kto", precision, name);
        var paired = c.Text("loss_type") switch
        {
            "kto" => true,
            "apo_zero_unpaired" => false,
            var other => throw new NotSupportedException($"the test does not know the loss {other}"),
        };
        var losses = Kto.Losses(
            c["in.pc"] - c["in.rc"], c["in.pr"] - c["in.rr"], paired ? c["in.pk"] - c["in.rk"] : null,
            c.Setting("beta", 0.1), c.Setting("desirable_weight", 1), c.Setting("undesirable_weight", 1));
        c.Equal("out.losses", losses);
        c.RequireSettingsRead("calculate_KL");
    }

    [SkippableTheory]
    [MemberData(nameof(RewardCases))]
    public void RewardModelLossIsThatOfTrlButAMarginNeverBroadcasts(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases(Old, "reward_loss", precision, name);
        var chosen = c["in.chosen"].requires_grad_();
        var rejected = c["in.rejected"].requires_grad_();
        var margin = c.Has("in.margin") ? c["in.margin"] : null;
        if (margin is not null && margin.dim() == 1)
        {
            Assert.Throws<ArgumentException>(() => PairwiseLoss.BradleyTerry(chosen, rejected, margin));
            return;
        }

        var loss = PairwiseLoss.BradleyTerry(
            chosen.squeeze(-1), rejected.squeeze(-1), margin?.squeeze(-1), c.Setting("center_rewards_coefficient"));
        loss.backward();
        c.Equal("out.loss", loss);
        c.Equal("out.grad.chosen", chosen.grad!);
        c.Equal("out.grad.rejected", rejected.grad!);
        c.RequireSettingsRead("margin_shape");
    }

    [SkippableTheory]
    [MemberData(nameof(NewRewardCases))]
    public void RewardModelLossIsThatOfTheNewTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases(New, "reward_loss", precision, name);
        var logits = c["in.logits"].requires_grad_();
        var halves = logits.squeeze(-1).chunk(2);
        var loss = PairwiseLoss.BradleyTerry(
            halves[0], halves[1], c.Has("in.margin") ? c["in.margin"] : null, c.Setting("center_rewards_coefficient"));
        loss.backward();
        c.Equal("out.loss", loss);
        c.Equal("out.grad.logits", logits.grad!);
        c.RequireSettingsRead("margin_shape");
        if (c.Case.TryGetProperty("scalars", out var scalars) && scalars.TryGetProperty("accuracy", out var accuracy))
        {
            Near.Require(
                accuracy.Number(), PairwiseLoss.Accuracy(halves[0], halves[1]).to_type(ScalarType.Float64).item<double>(), 1e-6, 1e-6, "accuracy");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(BatchCases))]
    public void SequenceLogProbabilitiesAreThoseOfTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases(Old, "batch_logps", precision, name);
        var labels = c["in.labels"].narrow(1, 1, c["in.labels"].shape[1] - 1);
        var logits = c["in.logits"].narrow(1, 0, labels.shape[1]);
        var mask = labels.ne(-100);
        var logProbs = LogProbs.OfTokens(logits, labels.clamp_min(0));
        c.Equal("out.dpo_logps", Masked.RowSum(logProbs, mask));
        c.Equal("out.dpo_lengths", mask.sum(-1));
        c.Equal("out.orpo_logps_sum", Masked.RowSum(logProbs, mask));
        c.Equal("out.orpo_logps_mean", Masked.RowMean(logProbs, mask));
    }

    [SkippableTheory]
    [MemberData(nameof(NewDpoCases))]
    public void DpoLossIsThatOfTheNewTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases(New, "dpo", precision, name);
        var perToken = c["in.log_probs"].requires_grad_();
        var completion = c["in.completion_mask"].to_type(ScalarType.Bool);
        var mask = completion.narrow(1, 1, completion.shape[1] - 1);
        var sums = Masked.RowSum(perToken, mask).chunk(2);
        var references = new[] { c["in.ref_chosen_logps"], c["in.ref_rejected_logps"] };
        var lengths = completion.sum(-1).chunk(2);
        var types = c.Case.GetProperty("settings").GetProperty("loss_types").EnumerateArray().Select(t => t.GetString()!).ToArray();
        var weights = c.Case.GetProperty("settings").GetProperty("loss_weights").Numbers();
        Tensor? total = null;
        for (var i = 0; i < types.Length; i++)
        {
            // The new TRL divides by the completion's length before the shift; "sft" is the chosen tokens' mean negative log-probability.
            var averaged = types[i] is "ipo" or "sigmoid_norm";
            Tensor Scale(Tensor x, int half) => averaged ? x / lengths[half].clamp_min(1) : x;
            var part = types[i] == "sft"
                ? -Masked.Mean(perToken.narrow(0, 0, perToken.shape[0] / 2), mask.narrow(0, 0, mask.shape[0] / 2))
                : Dpo.Loss(
                    Scale(sums[0], 0), Scale(sums[1], 1), Scale(references[0], 0), Scale(references[1], 1), c.Setting("beta", 0.1),
                    Variant(types[i]), c.Setting("label_smoothing")).Losses.mean();
            total = total is null ? weights[i] * part : total + weights[i] * part;
        }

        // The new TRL takes logarithms of the label smoothing in float32.
        var relative = types.Contains("exo_pair") ? 1e-6 : 0;
        total!.backward();
        c.Equal("out.loss", total, relative: relative);
        c.Equal("out.grad.log_probs", perToken.grad!, mask, relative: relative);
        c.RequireSettingsRead("loss_types", "loss_weights", "beta", "label_smoothing"); // "sft" alone takes no notice of the last two
    }

    private static bool JensenShannon(string? divergence) => divergence switch
    {
        null or "reverse_kl" => false,
        "js_divergence" => true,
        _ => throw new NotSupportedException($"the test does not know the divergence {divergence}"),
    };

    private static DpoVariant Variant(string type) =>
        TryVariant(type, out var variant) ? variant : throw new InvalidDataException($"no variant for {type}");

    private static bool TryVariant(string type, out DpoVariant variant) =>
        Enum.TryParse(type.Replace("aot_unpaired", "aot_pair", StringComparison.Ordinal).Replace("_norm", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out variant);
}
