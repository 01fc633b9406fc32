using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Models;

public sealed class HeadTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-").FullName;

    [Fact]
    public void A_new_value_head_says_zero_everywhere()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        using var head = ValueHead.For(model);
        var values = head.forward(randn(3, 5, model.HiddenSize));
        Assert.Equal([3L, 5L], values.shape);
        Assert.Equal(0, values.abs().max().item<float>());
        Assert.Equal(["summary.bias", "summary.weight"], head.named_parameters().Select(pair => pair.name).Order());
    }

    [Theory]
    [InlineData("gpt2")]
    [InlineData("t5")]
    public void States_of_another_width_are_refused_before_any_product(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        using var value = ValueHead.For(model);
        using var scalar = ScalarHead.For(model, seed: 1);
        foreach (var wrong in new[] { randn(3, model.HiddenSize + 1), randn(model.HiddenSize, model.HiddenSize * 2) })
        {
            Assert.Contains($"must be {model.HiddenSize}", Assert.Throws<ArgumentException>(() => value.forward(wrong)).Message);
            Assert.Throws<ArgumentException>(() => scalar.forward(wrong));
            Assert.Throws<ArgumentException>(() => model.Logits(wrong));
        }
    }

    [Fact]
    public void A_scalar_head_starts_with_the_deviation_of_its_paper()
    {
        using var scope = NewDisposeScope();
        using var parameters = new RandomParameters(3);
        using var head = new ScalarHead(new ParameterScope(parameters), 4095);
        var deviation = head.get_parameter("weight")!.std().item<float>();
        Assert.InRange(deviation, 0.95 / 64, 1.05 / 64);
    }

    [Fact]
    public void Normalising_brings_scores_to_mean_zero_and_deviation_one()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        using var head = ScalarHead.For(model, seed: 5);
        var states = randn(200, model.HiddenSize) + 0.5;
        for (var i = 0; i < 2; i++) // the second time starts from gain and bias of the first
        {
            var scores = head.forward(states * (i + 1)).to(ScalarType.Float64);
            head.Normalise(scores.mean().item<double>(), scores.std().item<double>());
            var after = head.forward(states * (i + 1)).to(ScalarType.Float64);
            Assert.Equal(0, after.mean().item<double>(), 1e-5);
            Assert.Equal(1, after.std().item<double>(), 1e-5);
        }
    }

    [Fact]
    public void Gain_and_bias_are_not_trained()
    {
        using var model = TinyModels.Build("gpt2");
        using var head = ScalarHead.For(model, seed: 5);
        Assert.Equal(["weight"], LanguageModels.TrainableParameters(head).Select(pair => pair.Name));
    }

    [Fact]
    public void Heads_are_saved_beside_their_model_and_come_back()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        using var value = ValueHead.For(model, std: 0.2, seed: 4);
        using var score = ScalarHead.For(model, seed: 5);
        score.Normalise(0.25, 2);

        LanguageModels.Save(model, folder, valueHead: value, scalarHead: score);

        using var loaded = LanguageModels.Load(folder, warn: warning => Assert.Fail(warning));
        using var loadedValue = ValueHead.Load(folder, loaded);
        using var loadedScore = ScalarHead.Load(folder, loaded);
        var states = randn(3, model.HiddenSize);
        Assert.Equal(0, TinyModels.Difference(value.forward(states), loadedValue.forward(states)));
        Assert.Equal(0, TinyModels.Difference(score.forward(states), loadedScore.forward(states)));
    }

    [Theory]
    [InlineData("gpt2", true)]
    [InlineData("gpt_neox", true)]
    [InlineData("opt", false)]
    [InlineData("llama", false)]
    public void Gain_and_bias_move_into_the_model_where_its_last_normalization_has_a_bias(string type, bool moved)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var model = TinyModels.Build(type);
        using var score = ScalarHead.For(model, seed: 5);
        score.Normalise(0.25, 0.01);
        var (prompts, responses) = (TokenBatches.LeftPadded([[1, 2], [3]], 0, CPU), TokenBatches.RightPadded([[4, 5, 6], [7]], 0, CPU));
        var before = score.forward(model.FinalStates(prompts, responses));

        score.FoldInto(model);

        LanguageModels.Save(model, folder, scalarHead: score);
        using var loaded = LanguageModels.Load(folder);
        using var loadedScore = ScalarHead.Load(folder, loaded);
        Assert.InRange(TinyModels.Difference(before, loadedScore.forward(loaded.FinalStates(prompts, responses))), 0, 1e-4);
        using var file = Workbench.Checkpoints.SafetensorsFile.Open(Path.Combine(folder, "model.safetensors"));
        Assert.Equal(moved, !file.Tensors.ContainsKey("score.bias"));
    }

    [Fact]
    public void A_folder_without_the_head_is_refused_by_name()
    {
        using var model = TinyModels.Build("gpt2");
        LanguageModels.Save(model, folder);
        var refusal = Assert.Throws<WorkbenchException>(() => ScalarHead.Load(folder, model));
        Assert.Contains("score.weight", refusal.Message);
        Assert.Contains(folder, refusal.Message);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
