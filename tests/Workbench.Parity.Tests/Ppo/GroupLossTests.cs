using System.Text.Json;
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
                SequenceLevel = c.Text("importance_sampling_level") switch
                {
                    null or "token" => false,
                    "sequence" => true,
                    var other => throw new NotSupportedException($"the test does not know the level {other}"),
                },
                MaxNewTokens = (int)c.Setting("max_completion_length", 256),
            });
        loss.backward();

        // TRL chooses SAPO's temperatures as float32.
        var relative = variant == GrpoVariant.Sapo ? 1e-6 : 0;
        c.Equal("out.loss", loss, relative: relative);
        c.Equal("out.grad.per_token_logps", logProbs.grad!, mask, relative, relative);
        c.RequireSettingsRead("eps_high");
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
        c.RequireSettingsRead();
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
            .Select(row => tensor(row.EnumerateArray().Select(x => x.ValueKind == JsonValueKind.Null ? float.NaN : (float)x.Number()).ToArray())).ToArray();
        var weights = settings.TryGetProperty("reward_weights", out var given) && given.ValueKind == JsonValueKind.Array ? given.Numbers() : [.. functions.Select(_ => 1.0)];
        var expected = tensor(c.GetProperty("advantages").Numbers());
        Near.Require(expected, Advantages(name, settings, functions, weights, size), 1e-5, 1e-5, name);
    }

    private static Tensor Advantages(string name, JsonElement settings, Tensor[] functions, double[] weights, int size)
    {
        var scored = functions.Select(rewards => rewards.eq(rewards)).Aggregate((a, b) => a | b);
        if (settings.TryGetProperty("multi_objective_aggregation", out var aggregation) && aggregation.GetString() == "normalize_then_sum")
        {
            return OverTheBatch(Sum(functions.Select(rewards => Grpo.Advantages(rewards, size)), weights), scored);
        }

        var total = Sum(functions, weights).masked_fill(scored.logical_not(), double.NaN);
        if (!IsRloo(name, settings))
        {
            return Grpo.Advantages(total, size, Scale(settings));
        }

        if (settings.TryGetProperty("reward_clip_range", out var range) && range.ValueKind == JsonValueKind.Array)
        {
            total = total.clamp(range[0].Number(), range[1].Number());
        }

        var advantages = Rloo.Advantages(total, size);
        return settings.TryGetProperty("normalize_advantages", out var on) && on.GetBoolean()
            ? OverTheBatch(advantages, scored & AmongOthers(scored, size))
            : advantages;
    }

    // What a reward function does not score counts nothing, as in TRL.
    private static Tensor Sum(IEnumerable<Tensor> functions, double[] weights) =>
        functions.Select((rewards, i) => rewards.nan_to_num(0) * weights[i]).Aggregate((a, b) => a + b);

    // A response that alone of its group has a reward has no baseline.
    private static Tensor AmongOthers(Tensor scored, int size) =>
        (scored.view(-1, size).sum(1, keepdim: true) > 1).expand(-1, size).reshape(-1);

    private static Tensor OverTheBatch(Tensor values, Tensor scored) =>
        Grpo.Advantages(values.masked_fill(scored.logical_not(), double.NaN), (int)values.shape[0]);

    // The name decides only where no setting belongs to one of the two.
    private static bool IsRloo(string name, JsonElement settings)
    {
        bool Any(params string[] keys) => keys.Any(key => settings.TryGetProperty(key, out _));
        return !Any("scale_rewards", "multi_objective_aggregation")
            && (Any("normalize_advantages", "reward_clip_range") || name.StartsWith("rloo", StringComparison.Ordinal));
    }

    private static GroupScale Scale(JsonElement settings) =>
        !settings.TryGetProperty("scale_rewards", out var scale) ? GroupScale.Group : scale.ValueKind switch
        {
            JsonValueKind.True => GroupScale.Group,
            JsonValueKind.False => GroupScale.None,
            _ => Enum.Parse<GroupScale>(scale.GetString()!, ignoreCase: true),
        };
}
