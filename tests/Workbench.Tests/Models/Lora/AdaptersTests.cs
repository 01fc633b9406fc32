using Workbench.Generation;
using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Models.Lora;

public sealed class AdaptersTests
{
    private static readonly LoraOptions Random = new() { Rank = 3, Alpha = 6, Targets = ["all-linear"], Start = LoraStart.Random };

    public static TheoryData<string> All => TinyModels.All;

    [Theory]
    [MemberData(nameof(All))]
    public void A_new_adapter_changes_nothing_until_it_is_trained(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        using var adapted = Adapters.Add(model, new LoraOptions { Rank = 2, Targets = ["all-linear"] }, seed: 1);
        Assert.Equal(0, TinyModels.Difference(Logits(model), Logits(adapted)));
        using var random = Adapters.Add(model, Random, seed: 1);
        Assert.True(TinyModels.Difference(Logits(model), Logits(random)) > 1e-3);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_way_through_a_model_runs_under_its_adapter(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        using var adapted = Adapters.Add(model, Random, seed: 1);
        using var merged = Adapters.Merge(adapted);
        var (prompts, responses) = Texts();
        Assert.True(TinyModels.Difference(Logits(adapted), Logits(merged)) < 1e-4);
        Assert.True(TinyModels.Difference(adapted.FinalStates(prompts, responses), merged.FinalStates(prompts, responses)) < 1e-4);
        var options = new GenerationOptions { MaxNewTokens = 5, EndIds = [], PadId = 0, Sample = false };
        using var own = adapted.Generate(prompts, options, null);
        using var other = merged.Generate(prompts, options, null);
        Assert.True(own.Responses.Ids.Equals(other.Responses.Ids));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Only_the_adapter_is_trained_and_the_base_keeps_its_memory(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var before = model.Module.named_parameters().ToDictionary(named => named.name, named => named.parameter.clone());
        using var adapted = Adapters.Add(model, Random, seed: 1);
        Assert.All(
            adapted.Module.named_parameters(), named => Assert.Equal(named.name.Contains(".lora.", StringComparison.Ordinal), named.parameter.requires_grad));
        Logits(adapted).square().mean().backward();
        Assert.All(adapted.Module.parameters().Where(parameter => parameter.requires_grad), parameter => Assert.NotNull(parameter.grad));
        Assert.All(model.Module.named_parameters(), named => Assert.Null(named.parameter.grad));
        using (no_grad())
        {
            model.Module.parameters().First().add_(1);
        }

        Assert.True(
            model.Module.parameters().First().Equals(adapted.Module.named_parameters().First(named => named.name == before.Keys.First()).parameter));
    }

    [Fact]
    public void A_frozen_copy_stays_while_the_adapter_is_trained()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        using var adapted = Adapters.Add(model, Random, seed: 1);
        using var copy = Adapters.FrozenCopy(adapted);
        var before = Logits(adapted);
        using (no_grad())
        {
            foreach (var (_, parameter) in LanguageModels.TrainableParameters(adapted.Module))
            {
                parameter.add_(0.1);
            }
        }

        Assert.True(before.Equals(Logits(copy)));
        Assert.True(TinyModels.Difference(before, Logits(adapted)) > 1e-3);
        Assert.Empty(LanguageModels.TrainableParameters(copy.Module));
    }

    [Fact]
    public void An_adapter_outlives_its_base_and_the_base_its_adapters()
    {
        using var scope = NewDisposeScope();
        var model = TinyModels.Build("llama");
        var adapted = Adapters.Add(model, Random, seed: 1);
        var (plain, expected) = (Logits(model), Logits(adapted));
        model.Dispose();
        Assert.True(expected.Equals(Logits(adapted)));
        using var off = Adapters.Off(adapted);
        adapted.Dispose();
        Assert.True(plain.Equals(Logits(off)));
    }

    [Fact]
    public void Several_adapters_run_at_once_over_one_base()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        ILanguageModel[] models = [model, .. Enumerable.Range(1, 3).Select(seed => Adapters.Add(model, Random, (ulong)seed))];
        var alone = models.Select(one => Logits(one).data<float>().ToArray()).ToArray();

        Parallel.For(0, 40, turn =>
        {
            using var inner = NewDisposeScope();
            using var off = no_grad();
            Assert.Equal(alone[turn % models.Length], Logits(models[turn % models.Length]).data<float>().ToArray());
        });

        foreach (var adapted in models.Skip(1))
        {
            adapted.Dispose();
        }
    }

    [Fact]
    public void A_second_adapter_goes_onto_the_base_of_the_first()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        using var first = Adapters.Add(model, Random with { ModulesToSave = ["ln_f", "wte"] }, seed: 1);
        using (no_grad())
        {
            foreach (var (_, parameter) in LanguageModels.TrainableParameters(first.Module))
            {
                parameter.mul_(1.5);
            }
        }

        using var onto = Adapters.Add(first, Random, seed: 2);
        using var alone = Adapters.Add(model, Random, seed: 2);
        Assert.True(Logits(alone).Equals(Logits(onto)));
        using var off = Adapters.Off(first);
        Assert.True(Logits(model).Equals(Logits(off)));
    }

    [Fact]
    public void A_head_that_shares_the_embedding_keeps_it_when_the_adapter_replaces_one_of_the_two()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        using var saved = Adapters.Add(model, Random with { ModulesToSave = ["wte"] }, seed: 1);
        using var same = Adapters.Add(model, Random, seed: 1);
        Assert.True(Logits(same).Equals(Logits(saved)));
        using (no_grad())
        {
            saved.Module.named_parameters().First(named => named.name == "transformer.wte.weight").parameter.zero_();
        }

        Assert.True(TinyModels.Difference(model.Logits(States()), saved.Logits(States())) == 0, "the head still has the base's table");
        Assert.True(TinyModels.Difference(Logits(same), Logits(saved)) > 1e-3);
        using var merged = Adapters.Merge(saved);
        Assert.True(TinyModels.Difference(Logits(saved), Logits(merged)) < 1e-4);
        Assert.False(merged.Config.Bool("tie_word_embeddings", true));

        Tensor States() => ones(2, model.HiddenSize);
    }

    [Fact]
    public void Dropout_of_the_adapter_is_on_only_when_asked()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        using var adapted = Adapters.Add(model, Random with { Dropout = 0.5 }, seed: 1);
        var quiet = Logits(adapted);
        Assert.True(quiet.Equals(Logits(adapted)));
        Adapters.UseDropout(adapted, true);
        Assert.False(quiet.Equals(Logits(adapted)));
        Adapters.UseDropout(adapted, false);
        Assert.True(quiet.Equals(Logits(adapted)));
    }

    [Fact]
    public void A_clone_of_an_adapted_model_is_one_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        using var adapted = Adapters.Add(model, Random with { ModulesToSave = ["ln_f"], Bias = LoraBias.All }, seed: 1);
        using var clone = adapted.Clone();
        Assert.True(Logits(adapted).Equals(Logits(clone)));
        using var off = Adapters.Off(clone);
        using (no_grad())
        {
            model.Module.parameters().First().zero_();
        }

        Assert.False(Logits(adapted).Equals(Logits(clone)));
        Assert.False(Logits(model).Equals(Logits(off)));
    }

    [Fact]
    public void A_base_in_half_precision_has_an_adapter_in_float32()
    {
        using var scope = NewDisposeScope();
        using var model = LanguageModels.Initialise(TinyModels.Config("llama"), 1, dtype: ScalarType.BFloat16);
        using var adapted = Adapters.Add(model, Random, seed: 1);
        Assert.All(LanguageModels.TrainableParameters(adapted.Module), named => Assert.Equal(ScalarType.Float32, named.Parameter.dtype));
        Assert.Equal(ScalarType.BFloat16, Logits(adapted).dtype);
    }

    [Fact]
    public void No_tensor_is_left_behind_by_adapters()
    {
        using var model = TinyModels.Build("gpt2");
        void Turn()
        {
            using var adapted = Adapters.Add(model, Random with { ModulesToSave = ["ln_f"], Bias = LoraBias.LoraOnly }, seed: 1);
            using var copy = Adapters.FrozenCopy(adapted);
            using var off = Adapters.Off(adapted);
            using var merged = Adapters.Merge(adapted);
            using var clone = copy.Clone();
        }

        Assert.Equal(Training.Live.TensorsAfter(Turn, 2), Training.Live.TensorsAfter(Turn, 5));
    }

    [Fact]
    public void A_set_names_its_adapters_and_the_base_is_all_of_them_off()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        using var set = new AdapterSet(model);
        var sft = set.Add("sft", Random, seed: 1);
        var reference = set.CopyFrozen("sft", "reference");
        Assert.Equal(["reference", "sft"], set.Names);
        Assert.Same(model, set.Base);
        Assert.True(Logits(sft).Equals(Logits(reference)));
        Assert.Contains("already", Assert.Throws<WorkbenchException>(() => set.Add("sft", Random, 2)).Message, StringComparison.Ordinal);
        set.Remove("sft");
        Assert.Contains("reference", Assert.Throws<WorkbenchException>(() => set["sft"]).Message, StringComparison.Ordinal);
        Assert.Throws<WorkbenchException>(() => new AdapterSet(reference));
    }

    [Fact]
    public void Nothing_in_an_adapter_is_read_back()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var meta = device("meta");
        using var like = empty([4, 16], dtype: ScalarType.Float32, device: meta);
        using var addition = new LowRank(
            new ParameterScope(new EmptyParameters(meta)), new LowRankShape(2, 1, 0, LoraStart.Uniform, false, 16, 8));
        Assert.Equal([4L, 8L], addition.AddTo(empty([4, 8], dtype: ScalarType.Float32, device: meta), like).shape);
    }

    private static (TokenBatch Prompts, TokenBatch Responses) Texts() =>
        (TinyModels.Batch(1, left: true, 4, 2, 6), TinyModels.Batch(2, left: false, 3, 5, 1));

    private static Tensor Logits(ILanguageModel model)
    {
        var (prompts, responses) = Texts();
        return model.Forward(prompts, responses).Logits.masked_fill(responses.Mask.logical_not().unsqueeze(-1), 0);
    }
}
