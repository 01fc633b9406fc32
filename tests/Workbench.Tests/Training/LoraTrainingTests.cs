using TorchSharp;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Rewards;
using Workbench.Tests.Models;
using Workbench.Text;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

public sealed class LoraTrainingTests : IDisposable
{
    private static readonly LoraOptions Adapter = new() { Rank = 4, Alpha = 8, Targets = ["all-linear"] };

    private static readonly PpoOptions Small = PpoSetup.Small with { Iterations = 4, BatchSize = 8, MiniBatchSize = 4 };

    private readonly string folder = Directory.CreateTempSubdirectory("workbench-").FullName;

    public static TheoryData<string> All => TinyModels.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Supervised_training_moves_the_adapter_and_nothing_else(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        using var adapted = Adapters.Add(model, Adapter, seed: 1);
        var before = Frozen(adapted).Select(parameter => parameter.clone()).ToArray();
        TokenExample[] examples = [.. Enumerable.Range(2, 6).Select(id => new TokenExample([id, 3], [id + 1, id + 2, 1]))];
        using var trainer = new SftTrainer(
            adapted, examples, new SftOptions { BatchSize = 6, Steps = 40, Optimizer = new() { LearningRate = 2e-2 } }, padId: 0, seed: 1);
        var steps = trainer.Run().ToList();
        Assert.True(steps[^1].Loss < 0.5 * steps[0].Loss, $"{steps[0].Loss} to {steps[^1].Loss}");
        Assert.All(before.Zip(Frozen(adapted)), pair => Assert.True(pair.First.Equals(pair.Second)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_scalar_head_learns_ratings_over_an_adapter_of_any_family(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        using var adapted = Adapters.Add(model, Adapter, seed: 1);
        using var head = ScalarHead.For(adapted, seed: 2);
        RatedResponses[] examples = [.. Enumerable.Range(2, 8).Select(id => RatedResponses.Pair([id], [5, 5, 1], [id, 7, 1]))];
        using var trainer = new RewardModelTrainer(
            adapted, head, examples, new RewardModelOptions { BatchSize = 8, Epochs = 25, Optimizer = new() { LearningRate = 1e-2 } }, padId: 0, seed: 1);
        Assert.Equal(1, trainer.Run().Last().Accuracy);

        LanguageModels.Save(adapted, folder, scalarHead: head);
        using var loaded = PeftAdapters.Load(model, folder, warn: warning => Assert.Fail(warning));
        using var loadedHead = ScalarHead.Load(folder, loaded);
        var (prompts, responses) = (TinyModels.Batch(1, left: true, 2, 3), TinyModels.Batch(2, left: false, 4, 1));
        Assert.True(head.forward(adapted.FinalStates(prompts, responses)).Equals(loadedHead.forward(loaded.FinalStates(prompts, responses))));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void PPO_starts_where_the_base_is_when_the_adapter_is_new_and_the_base_is_the_reference(string family)
    {
        using var model = TinyModels.Build(family);
        using var policy = Adapters.Add(model, Adapter, seed: 1);
        using var reference = Adapters.Off(policy);
        using var head = ValueHead.For(policy);
        using var trainer = Trainer(policy, head, reference);
        var steps = trainer.Run().ToList();
        Assert.Equal(0, steps[0].Kl, 4);
        Assert.NotEqual(0, steps[^1].Kl);
        Assert.All(steps, step => Assert.True(step.Updates.All(update => update.Accepted && update.GradientNorm > 0)));
    }

    [Fact]
    public void A_trained_adapter_needs_its_own_copy_as_the_reference()
    {
        using var model = TinyModels.Build("t5");
        using var policy = Adapters.Add(model, Adapter with { Start = LoraStart.Random }, seed: 1);
        using var head = ValueHead.For(policy);
        using (var wrong = Adapters.Off(policy))
        using (var trainer = Trainer(policy, head, wrong))
        {
            Assert.Contains("CheckStart", Assert.Throws<WorkbenchException>(() => trainer.Step()).Message, StringComparison.Ordinal);
        }

        using var right = Adapters.FrozenCopy(policy);
        using var sound = Trainer(policy, head, right);
        Assert.Equal(0, sound.Step().Kl, 4);
    }

    [Fact]
    public void A_training_resumed_from_a_saved_adapter_is_the_same_bit_for_bit()
    {
        using var model = TinyModels.Build("gpt2");
        using var whole = Adapters.Add(model, Adapter, seed: 1);
        using var reference = Adapters.Off(whole);
        using var wholeHead = ValueHead.For(whole);
        using var uninterrupted = Trainer(whole, wholeHead, reference);
        var expected = uninterrupted.Run().ToList();

        using var first = Adapters.Add(model, Adapter, seed: 1);
        using var firstHead = ValueHead.For(first);
        using var before = Trainer(first, firstHead, reference);
        var steps = before.Run().Take(2).ToList();
        using var state = before.State();
        LanguageModels.Save(first, folder);

        using var second = PeftAdapters.Load(model, folder);
        using var secondHead = ValueHead.For(second);
        using var after = Trainer(second, secondHead, reference);
        after.Restore(state);
        steps.AddRange(after.Run());
        Assert.Equal(expected.SelectMany(step => step.Updates), steps.SelectMany(step => step.Updates));
        Assert.All(
            LanguageModels.TrainableParameters(whole.Module).Zip(LanguageModels.TrainableParameters(second.Module)),
            pair => Assert.True(pair.First.Parameter.Equals(pair.Second.Parameter)));
    }

    [Fact]
    public void Cut_start_tokens_take_the_first_token_of_a_full_response_along()
    {
        using var scope = NewDisposeScope();
        using var policy = (T5)TinyModels.Build("t5");
        using var reference = policy.Clone();
        using var head = ValueHead.For(policy);
        var options = Small with
        {
            Generation = Small.Generation with { EndIds = [12, 17], MinNewTokens = 3 }, CutStartToken = true, RecomputeLogProbs = true, MaskFirstToken = true,
        };
        using var trainer = new PpoTrainer(policy, head, reference, PpoSetup.Fives, new TinyModel.Words(), PpoSetup.Prompts, options, seed: 1);
        using var rollout = trainer.Sample(PpoSetup.Prompts, 0);
        using var whole = policy.Generate(
            rollout.Prompts, options.Generation, new UniformSource(new SeededRandom(1).Split("ppo sampling").NextUInt64()).From(0));
        var tokens = TokenBatches.ToLists(whole.Responses);
        var starts = rollout.Responses.Starts!.data<long>().ToArray();
        Assert.Contains(tokens, ids => ids.Length == options.Generation.MaxNewTokens);
        Assert.Contains(tokens, ids => ids.Length < options.Generation.MaxNewTokens);
        for (var row = 0; row < tokens.Count; row++)
        {
            var cut = tokens[row].Length == options.Generation.MaxNewTokens;
            Assert.Equal(cut ? tokens[row][0] : policy.StartId, starts[row]);
            Assert.Equal(cut ? tokens[row][1..] : tokens[row], rollout.Completions[row].ResponseIds);
        }

        Assert.True(double.IsFinite(trainer.Step().Loss));
        using var causal = TinyModels.Build("gpt2");
        using var causalReference = causal.Clone();
        using var causalHead = ValueHead.For(causal);
        using var refused = new PpoTrainer(
            causal, causalHead, causalReference, PpoSetup.Fives, new TinyModel.Words(), PpoSetup.Prompts, options, seed: 1);
        Assert.Contains("CutStartToken", Assert.Throws<WorkbenchException>(() => refused.Step()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_tensor_is_left_behind_by_steps_of_an_adapter()
    {
        using var model = TinyModels.Build("gpt2");
        using var policy = Adapters.Add(model, Adapter with { Dropout = 0.1 }, seed: 1);
        using var reference = Adapters.FrozenCopy(policy);
        using var head = ValueHead.For(policy);
        using var trainer = Trainer(policy, head, reference);
        Assert.Equal(Live.TensorsAfter(() => trainer.Step(), 3), Live.TensorsAfter(() => trainer.Step(), 10));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static PpoTrainer Trainer(ILanguageModel policy, ValueHead head, ILanguageModel reference) =>
        new(policy, head, reference, PpoSetup.Fives, new TinyModel.Words(), PpoSetup.Prompts, Small, seed: 1);

    private static IEnumerable<Tensor> Frozen(ILanguageModel model) => model.Module.parameters().Where(parameter => !parameter.requires_grad);
}
