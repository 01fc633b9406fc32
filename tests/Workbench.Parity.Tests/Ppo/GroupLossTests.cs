using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>GRPO and RLOO against TRL 1.16.</summary>
public sealed class GroupLossTests : IDisposable
{
    private const string Folder = "newer/trl_1_16";

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string, string> GrpoCases => PpoCases.In(Folder, "grpo_loss");

    public static TheoryData<string, string> RlooCases => PpoCases.In(Folder, "rloo_loss");

    public static TheoryData<string> AdvantageCases
    {
        get
        {
            var rows = new List<string>();
            if (File.Exists(Fixtures.At("ppo", Folder, "advantages.json")))
            {
                foreach (var property in Fixtures.Json("ppo", Folder, "advantages.json").GetProperty("cases").EnumerateObject())
                {
                    rows.Add(property.Name);
                }
            }

            return new TheoryData<string>(rows.Count == 0 ? [Fixtures.None] : rows);
        }
    }

    public void Dispose() => scope.Dispose();

    [SkippableTheory]
    [MemberData(nameof(GrpoCases))]
    public void GrpoLossAndGradientAreThoseOfTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases(Folder, "grpo_loss", precision, name);
        var variant = Enum.Parse<GrpoVariant>(c.Text("loss_type")!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        var high = c.Setting("epsilon_high", c.Setting("eps_high", 0.2));
        var mask = c["in.completion_mask"].to_type(ScalarType.Bool);
        var logProbs = c["in.per_token_logps"].requires_grad_();
        var loss = Grpo.Loss(
            logProbs, c.Has("in.old_per_token_logps") ? c["in.old_per_token_logps"] : null,
            c.Has("in.ref_per_token_logps") ? c["in.ref_per_token_logps"] : null, c["in.advantages"], mask, new GrpoLossOptions
            {
                Variant = variant,
                ClipLow = c.Setting("epsilon_low", 0.2),
                ClipHigh = variant == GrpoVariant.Cispo ? high - 1 : high,
                RatioLimit = c.Setting("delta", double.NaN) is var delta && double.IsNaN(delta) ? null : delta,
                KlCoefficient = c.Setting("beta"),
                SequenceLevel = c.Text("importance_sampling_level") == "sequence",
                MaxNewTokens = (int)c.Setting("max_completion_length", 256),
            });
        loss.backward();

        // TRL chooses SAPO's temperatures as float32.
        var relative = variant == GrpoVariant.Sapo ? 1e-6 : 0;
        c.Equal("out.loss", loss, relative: relative);
        c.Equal("out.grad.per_token_logps", logProbs.grad!, mask, relative, relative);
    }

    [SkippableTheory]
    [MemberData(nameof(RlooCases))]
    public void RlooLossAndGradientAreThoseOfTrl(string precision, string name)
    {
        Fixtures.SkipIfNone(name);
        using var c = new PpoCases(Folder, "rloo_loss", precision, name);
        var mask = c["in.completion_mask"].to_type(ScalarType.Bool);
        var logProbs = c["in.per_token_logps"].requires_grad_();
        var loss = Rloo.Loss(
            logProbs, c["in.old_logps"], c["in.advantages"], mask, c.Setting("epsilon_low", 0.2), c.Setting("epsilon_high", 0.2));
        loss.backward();
        c.Equal("out.loss", loss);
        c.Equal("out.grad.per_token_logps", logProbs.grad!, mask);
    }

    [SkippableTheory]
    [MemberData(nameof(AdvantageCases))]
    public void GroupAdvantagesAreThoseOfTrl(string name)
    {
        Fixtures.SkipIfNone(name);
        var c = Fixtures.Json("ppo", Folder, "advantages.json").GetProperty("cases").GetProperty(name);
        var settings = c.GetProperty("settings");
        var size = c.GetProperty("num_generations").GetInt32();
        var functions = c.GetProperty("rewards_per_function").EnumerateArray()
            .Select(row => tensor(row.EnumerateArray().Select(x => x.ValueKind == System.Text.Json.JsonValueKind.Null ? double.NaN : x.Number()).ToArray())).ToArray();
        var weights = settings.TryGetProperty("reward_weights", out var given) ? given.Numbers() : [.. functions.Select(_ => 1.0)];
        var expected = tensor(c.GetProperty("advantages").Numbers());
        Near.Require(expected, Advantages(name, settings, functions, weights, size), 1e-5, 1e-5, name);
    }

    private static Tensor Advantages(string name, System.Text.Json.JsonElement settings, Tensor[] functions, double[] weights, int size)
    {
        var scale = settings.TryGetProperty("scale_rewards", out var text)
            ? Enum.Parse<GroupScale>(text.GetString()!, ignoreCase: true)
            : GroupScale.Group;
        if (settings.TryGetProperty("multi_objective_aggregation", out _))
        {
            // Each reward is normalised within its group, the weighted sum over the batch.
            var sum = functions.Select((rewards, i) => Grpo.Advantages(rewards, size) * weights[i]).Aggregate((a, b) => a + b);
            return (sum - sum.mean()) / (sum.std() + 1e-4);
        }

        var total = functions.Select((rewards, i) => rewards * weights[i]).Aggregate((a, b) => a + b);
        if (!name.StartsWith("rloo", StringComparison.Ordinal))
        {
            return Grpo.Advantages(total, size, scale);
        }

        if (settings.TryGetProperty("reward_clip_range", out var range))
        {
            total = total.clamp(range.Numbers()[0], range.Numbers()[1]);
        }

        var advantages = Rloo.Advantages(total, size);
        return settings.TryGetProperty("normalize_advantages", out var on) && on.GetBoolean()
            ? (advantages - advantages.mean()) / (advantages.std() + 1e-4)
            : advantages;
    }
}
