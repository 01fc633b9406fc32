using Workbench.Checkpoints;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Models;

/// <summary>
/// Models in half precision against the same weights in float32. The bound: no logit differs by more than 16 units in the last place of the
/// largest logit (2^-8 of it in bfloat16, 2^-11 in float16), for models of two layers.
/// </summary>
public sealed class HalfPrecisionTests : IDisposable
{
    private const double Units = 16;

    private readonly string folder = Directory.CreateTempSubdirectory("workbench-").FullName;

    public static TheoryData<string, ScalarType> Language => Rows(["gpt2", "llama", "qwen2", "gpt_neox", "opt", "t5"]);

    public static TheoryData<string, ScalarType> Classifiers => Rows(["bert", "roberta", "distilbert"]);

    [Theory]
    [MemberData(nameof(Language))]
    public void Language_models_stay_within_the_bound(string family, ScalarType type)
    {
        using var scope = NewDisposeScope();
        LanguageModels.Save(TinyModels.Build(family), folder);
        using var full = LanguageModels.Load(folder);
        using var half = LanguageModels.Load(folder, dtype: type);
        var prompts = TinyModels.Batch(1, left: true, 4, 2, 6);
        var responses = TinyModels.Batch(2, left: false, 3, 5, 1);

        var found = half.Forward(prompts, responses);

        Assert.Equal((type, type), (found.Logits.dtype, found.HiddenStates.dtype));
        Require(full.Forward(prompts, responses).Logits, found.Logits, type, responses.Mask);
        Require(full.FinalStates(prompts, responses), half.FinalStates(prompts, responses), type, null);
        var adapter = new LoraOptions { Rank = 2, Alpha = 1, Targets = ["all-linear"], Start = LoraStart.Random };
        using var adapted = Adapters.Add(half, adapter, seed: 1);
        using var adaptedFull = Adapters.Add(full, adapter, seed: 1);
        Require(adaptedFull.Forward(prompts, responses).Logits, adapted.Forward(prompts, responses).Logits, type, responses.Mask);
    }

    [Theory]
    [MemberData(nameof(Language))]
    public void Gradients_of_the_model_and_of_an_adapter_in_float32_stay_within_the_bound(string family, ScalarType type)
    {
        using var scope = NewDisposeScope();
        LanguageModels.Save(TinyModels.Build(family), folder);
        using var full = LanguageModels.Load(folder);
        using var half = LanguageModels.Load(folder, dtype: type);
        var adapter = new LoraOptions { Rank = 2, Alpha = 1, Targets = ["all-linear"], Start = LoraStart.Random };
        using var adapted = Adapters.Add(half, adapter, seed: 1);
        using var adaptedFull = Adapters.Add(full, adapter, seed: 1);

        RequireNorms(GradientNorms(full, ScalarType.Float32), GradientNorms(half, type), type);
        RequireNorms(GradientNorms(adaptedFull, ScalarType.Float32), GradientNorms(adapted, ScalarType.Float32), type);
    }

    [Theory]
    [MemberData(nameof(Language))]
    public void Decoding_with_a_cache_scores_tokens_as_a_forward_pass_does(string family, ScalarType type)
    {
        using var scope = NewDisposeScope();
        LanguageModels.Save(TinyModels.Build(family), folder);
        using var half = LanguageModels.Load(folder, dtype: type);
        var prompts = TinyModels.Batch(1, left: true, 4, 2, 6);
        var generated = half.Generate(prompts, new GenerationOptions { MaxNewTokens = 6, EndIds = [], PadId = 0 }, new UniformSource(3).From(0));

        var logits = half.Forward(prompts, generated.Responses).Logits.to(ScalarType.Float32);

        var logProbs = logits.log_softmax(-1).gather(2, generated.Responses.Ids.unsqueeze(2)).squeeze(2);
        Require(logProbs, generated.LogProbs, type, generated.Responses.Mask, logits.abs().max().item<float>());
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Classifiers_stay_within_the_bound(string family, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using (var random = new RandomParameters(1))
        using (var model = SequenceClassifiers.Build(TinyClassifier(family), random))
        {
            SequenceClassifiers.Save(model, folder);
        }

        using var full = SequenceClassifiers.Load(folder);
        using var half = SequenceClassifiers.Load(folder, dtype: type);
        var tokens = TinyModels.Batch(1, left: false, 4, 2, 6);
        Require(full.Logits(tokens), half.Logits(tokens), type, null);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Require(Tensor expected, Tensor found, ScalarType type, Tensor? mask, double? scale = null)
    {
        var largest = scale ?? expected.abs().max().item<float>();
        var bound = Units * largest * (type == ScalarType.BFloat16 ? 1.0 / 256 : 1.0 / 2048);
        var worst = TinyModels.Difference(expected, found.to(ScalarType.Float32), mask);
        Assert.True(worst <= bound, $"differs by {worst:E2}, allowed {bound:E2}: {worst / bound * Units:0.0} units");
    }

    private static Dictionary<string, float> GradientNorms(ILanguageModel model, ScalarType wanted)
    {
        var responses = TinyModels.Batch(2, left: false, 3, 5, 4);
        var logits = model.Forward(TinyModels.Batch(1, left: true, 4, 2, 6), responses).Logits.to(ScalarType.Float32);
        nn.functional.cross_entropy(logits.view(-1, model.VocabularySize), responses.Ids.view(-1)).backward();
        var trained = LanguageModels.TrainableParameters(model.Module).Where(pair => pair.Parameter.grad is not null).ToArray();
        Assert.NotEmpty(trained);
        Assert.All(trained, pair => Assert.Equal(wanted, pair.Parameter.grad!.dtype));
        return trained.ToDictionary(pair => pair.Name, pair => pair.Parameter.grad!.to(ScalarType.Float32).norm().item<float>());
    }

    private static void RequireNorms(Dictionary<string, float> expected, Dictionary<string, float> found, ScalarType type)
    {
        Assert.Equal(expected.Keys, found.Keys);
        var whole = Math.Sqrt(expected.Values.Sum(norm => (double)norm * norm));
        foreach (var (name, norm) in expected)
        {
            Assert.InRange(Math.Abs(norm - found[name]), 0, Units * whole * (type == ScalarType.BFloat16 ? 1.0 / 256 : 1.0 / 2048));
        }
    }

    private static ModelConfig TinyClassifier(string family) => ModelConfig.Parse(family == "distilbert"
        ? """{"model_type":"distilbert","vocab_size":23,"max_position_embeddings":32,"dim":16,"n_layers":2,"n_heads":2,"hidden_dim":20,"initializer_range":0.3}"""
        : $$"""
            {"model_type":"{{family}}","vocab_size":23,"max_position_embeddings":34,"hidden_size":16,"num_hidden_layers":2,"num_attention_heads":2,
             "intermediate_size":20,"initializer_range":0.3,"pad_token_id":0}
            """);

    private static TheoryData<string, ScalarType> Rows(string[] families)
    {
        var rows = new TheoryData<string, ScalarType>();
        foreach (var family in families)
        {
            rows.Add(family, ScalarType.BFloat16);
            rows.Add(family, ScalarType.Float16);
        }

        return rows;
    }
}
