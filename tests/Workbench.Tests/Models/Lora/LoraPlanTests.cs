using Workbench.Models;
using Workbench.Models.Lora;

namespace Workbench.Tests.Models.Lora;

public sealed class LoraPlanTests
{
    [Fact]
    public void A_target_is_a_name_or_what_ends_with_a_dot_and_it()
    {
        Assert.Equal(
            ["transformer.h.0.attn.c_proj", "transformer.h.1.attn.c_proj"], Targets("gpt2", new LoraOptions { Targets = ["attn.c_proj"] }));
        Assert.Equal(4, Targets("gpt2", new LoraOptions { Targets = ["c_proj"] }).Count);
        Assert.Throws<WorkbenchException>(() => Targets("gpt2", new LoraOptions { Targets = ["_proj"] }));
    }

    [Fact]
    public void A_pattern_must_match_the_whole_name()
    {
        Assert.Equal(["transformer.h.1.mlp.c_fc"], Targets("gpt2", new LoraOptions { TargetPattern = @".*\.h\.1\..*c_fc" }));
        Assert.Throws<WorkbenchException>(() => Targets("gpt2", new LoraOptions { TargetPattern = "c_fc" }));
    }

    [Fact]
    public void Families_have_their_usual_targets()
    {
        Assert.Equal(2, Targets("gpt2", new LoraOptions()).Count);
        Assert.Equal(4, Targets("qwen2", new LoraOptions()).Count);
        Assert.Equal(12, Targets("t5", new LoraOptions()).Count);
        Assert.Contains("Targets", Assert.Throws<WorkbenchException>(() =>
            LoraPlan.Of(new LoraOptions(), "distilbert", new RootOf("gpt2").Module)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_are_counted_in_the_named_lists()
    {
        var options = new LoraOptions { Targets = ["c_fc", "transformer.h.0.attn.c_attn"], Layers = [1], LayerLists = ["h"] };
        Assert.Equal(["transformer.h.0.attn.c_attn", "transformer.h.1.mlp.c_fc"], Targets("gpt2", options));
        Assert.Equal(["transformer.h.1.mlp.c_fc"], Targets("gpt2", new LoraOptions { Targets = ["c_fc"], Layers = [1] }));
    }

    [Fact]
    public void Excluded_modules_are_left_out_and_every_linear_leaves_the_head_out()
    {
        Assert.Equal(["transformer.h.0.attn.c_attn"], Targets("gpt2", new LoraOptions { Targets = ["c_attn"], Excluded = ["h.1.attn.c_attn"] }));
        Assert.Equal(8, Targets("gpt2", new LoraOptions { Targets = ["all-linear"] }).Count);
        Assert.DoesNotContain("lm_head", Targets("llama", new LoraOptions { Targets = ["all-linear"] }));
    }

    [Fact]
    public void Patterns_give_single_modules_their_own_rank_and_alpha()
    {
        using var root = new RootOf("gpt2");
        var plan = LoraPlan.Of(
            new LoraOptions
            {
                Rank = 4, Alpha = 8, Targets = ["c_attn", "c_fc"],
                RankPattern = new Dictionary<string, int> { ["h.1.mlp.c_fc"] = 2, ["h.0.attn.c_attn"] = 8 },
                AlphaPattern = new Dictionary<string, double> { ["h.1.mlp.c_fc"] = 3, [@"h\.\d\.mlp\.c_fc"] = 6 },
            },
            "gpt2", root.Module);
        Assert.Equal((8, 1.0), Of("transformer.h.0.attn.c_attn"));
        Assert.Equal((4, 2.0), Of("transformer.h.1.attn.c_attn"));
        Assert.Equal((4, 1.5), Of("transformer.h.0.mlp.c_fc"));
        Assert.Equal((2, 1.5), Of("transformer.h.1.mlp.c_fc"));

        (int, double) Of(string name) => (plan.Targets[name].Rank, plan.Targets[name].Scale);
    }

    [Fact]
    public void What_cannot_have_an_addition_is_refused_by_name()
    {
        Refused("gpt2", new LoraOptions { Targets = ["ln_f"] }, "transformer.ln_f");
        Refused("gpt2", new LoraOptions { Targets = ["attn"] }, "attn");
        Refused("opt", new LoraOptions { Targets = ["embed_positions"] }, "embed_positions");
        Refused("t5", new LoraOptions { Targets = ["q"], ModulesToSave = ["shared"] }, "shared");
        Refused("gpt2", new LoraOptions { Targets = ["c_fc"], ModulesToSave = ["mlp"] }, "ModulesToSave");
        Refused("gpt2", new LoraOptions { TargetPattern = "(" }, "no regular expression");
        Refused("gpt2", new LoraOptions { TargetPattern = @"((\w|\.)+)+x" }, "too long to match");
        Refused("gpt2", new LoraOptions { Targets = ["nothing"] }, "c_attn");
    }

    [Theory]
    [InlineData(false, 2, 5.0 / 2)]
    [InlineData(true, 2, 8.0 / 2)]
    public void Rank_and_alpha_are_found_by_a_key_each_or_as_before_by_one_for_both(bool oneKey, int rank, double scale)
    {
        using var root = new RootOf("gpt2");
        var options = new LoraOptions
        {
            Rank = 4, Alpha = 8, Targets = ["c_fc"], OneKeyForRankAndAlpha = oneKey,
            RankPattern = new Dictionary<string, int> { ["c_fc"] = 2 }, AlphaPattern = new Dictionary<string, double> { ["mlp.c_fc"] = 5 },
        };
        var plan = LoraPlan.Of(options, "gpt2", root.Module);

        Assert.All(plan.Targets.Values, shape => Assert.Equal((rank, scale), (shape.Rank, shape.Scale)));
        var plain = LoraMatch.WithPlainPatterns(options, [.. plan.Targets.Keys]);
        Assert.Equal([@"h\.0\.mlp\.c_fc", @"h\.1\.mlp\.c_fc"], plain.RankPattern.Keys);
        foreach (var written in new[] { plain, plain with { OneKeyForRankAndAlpha = !oneKey } })
        {
            Assert.All(LoraPlan.Of(written, "gpt2", root.Module).Targets.Values, shape => Assert.Equal((rank, scale), (shape.Rank, shape.Scale)));
        }
    }

    [Fact]
    public void Excluded_modules_may_be_a_pattern()
    {
        Assert.Equal(["transformer.h.0.attn.c_attn"], Targets("gpt2", new LoraOptions { ExcludedPattern = @".*\.h\.1\..*" }));
        Assert.Equal(4, Targets("gpt2", new LoraOptions { Targets = ["all-linear"], ExcludedPattern = @".*\.h\.1\..*" }).Count);
        Assert.Throws<WorkbenchException>(() => new LoraOptions { Excluded = ["x"], ExcludedPattern = "x" }.Validate());
    }

    [Fact]
    public void Options_out_of_range_name_the_option_and_the_range()
    {
        Assert.Contains("Rank is 0", Message(new LoraOptions { Rank = 0 }), StringComparison.Ordinal);
        Assert.Contains("Dropout is 1", Message(new LoraOptions { Dropout = 1 }), StringComparison.Ordinal);
        Assert.Contains("Targets is empty", Message(new LoraOptions { Targets = [] }), StringComparison.Ordinal);
        Assert.Contains("TargetPattern is x", Message(new LoraOptions { Targets = ["x"], TargetPattern = "x" }), StringComparison.Ordinal);
        Assert.Contains("RankPattern[q] is 0", Message(new LoraOptions { RankPattern = new Dictionary<string, int> { ["q"] = 0 } }), StringComparison.Ordinal);

        static string Message(LoraOptions options) => Assert.Throws<WorkbenchException>(() => options.Validate()).Message;
    }

    private static void Refused(string family, LoraOptions options, string part) =>
        Assert.Contains(part, Assert.Throws<WorkbenchException>(() => Targets(family, options)).Message, StringComparison.Ordinal);

    private static IReadOnlyList<string> Targets(string family, LoraOptions options)
    {
        using var root = new RootOf(family);
        return [.. LoraPlan.Of(options, family, root.Module).Targets.Keys.Order(StringComparer.Ordinal)];
    }

    private sealed class RootOf(string family) : IDisposable
    {
        private readonly ILanguageModel model = TinyModels.Build(family);

        public TorchSharp.torch.nn.Module Module => model.Module;

        public void Dispose() => model.Dispose();
    }
}
