using Workbench.Checkpoints;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Planning;
using Workbench.Rewards;
using Workbench.Tests.Training;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Planning;

public sealed class TrainerMemoryTests
{
    private static readonly MemoryTarget OneWorker = new(OnCpu: true, Workers: 1);
    private static readonly MemoryTarget TwoWorkers = new(OnCpu: true, Workers: 2);
    private static readonly MemoryTarget Gpu = new(OnCpu: false, Workers: 1);

    private static readonly ModelConfig Config = ModelConfig.Parse(
        """{"model_type":"gpt2","vocab_size":5000,"n_positions":512,"n_embd":128,"n_layer":4,"n_head":4}""");

    private static readonly TokenExample[] Examples = [.. Enumerable.Range(0, 40).Select(i => new TokenExample(
        [.. Enumerable.Range(2, 20 + i % 7)], [.. Enumerable.Range(2, 30 + i % 5)]))];

    private static readonly RatedResponses[] Pairs =
        [.. Examples.Select(example => RatedResponses.Pair(example.Prompt, example.Response, [.. example.Response.Reverse()]))];

    private static readonly PromptExample[] Prompts = [.. Examples.Select(example => new PromptExample("", example.Prompt))];

    private static readonly GenerationOptions Generation = new() { MaxNewTokens = 40, EndIds = [1], PadId = 0 };

    [Fact]
    public void MoreWorkersTakeMoreAndSmallerPassesLess()
    {
        Assert.True(Sft(TwoWorkers).HostPeak > Sft(OneWorker).HostPeak);
        var whole = Sft(Gpu, new() { BatchSize = 32 });
        var cut = Sft(Gpu, new() { BatchSize = 32, MicroBatchSize = 4 });
        Assert.True(cut.DevicePeak < whole.DevicePeak);
        Assert.Equal(0, Sft(OneWorker).DevicePeak);
    }

    [Fact]
    public void AnAdapterAndFrozenLayersTakeLess()
    {
        var whole = Sft(OneWorker);
        var adapted = Sft(OneWorker, change: model => Adapters.Add(model, new LoraOptions(), seed: 1));
        var frozen = Sft(OneWorker, change: model =>
        {
            foreach (var (_, parameter) in model.Module.named_parameters().Where(named => FrozenTrunk.LayerOf(named.name) < 2))
            {
                parameter.requires_grad = false;
            }

            return model;
        });
        Assert.True(adapted.HostPeak < whole.HostPeak);
        Assert.True(frozen.HostPeak < whole.HostPeak);
        Assert.True(Item(adapted, "update", "optimizer") < Item(whole, "update", "optimizer") / 10);
        Assert.True(Item(frozen, "update", "activations") < Item(whole, "update", "activations"));
    }

    [Fact]
    public void MeasuringKeepsTheBestWeights() => Assert.Equal(
        Item(Sft(OneWorker), "update", "gradients"),
        Item(Sft(OneWorker, new() { EvaluateEvery = 2 }), "update", "best weights"));

    [Fact]
    public void APpoPlanHasTheModelsOnceAndAPartForEachStepOfAnIteration()
    {
        using var policy = Empty();
        using var reference = Empty();
        using var scorer = Empty();
        using var head = ValueHead.For(policy);
        using var scalar = ScalarHead.For(scorer, seed: 1);
        var reward = new CompositeReward("sum", (new LearnedReward("learned", scorer, scalar, 0), 1), (PpoSetup.Fives, 1));
        using var trainer = new PpoTrainer(
            policy, head, reference, reward, new TinyModel.Words(), Prompts, new PpoOptions { Generation = Generation, BatchSize = 32 }, seed: 1);
        var plan = trainer.Memory(TwoWorkers);
        Assert.Equal(["rollout", "scoring", "experience", "update", "checkpoint"], plan.Phases.Select(phase => phase.Name));
        var bytes = ModelMemory.Of(policy).Parameters;
        Assert.All(plan.Phases, phase =>
        {
            Assert.Equal([bytes, bytes, bytes], new[] { "policy", "reference", "reward model" }.Select(name => Item(plan, phase.Name, name)));
            Assert.Equal(2 * Item(plan, phase.Name, "gradients"), Item(plan, phase.Name, "optimizer"));
        });
        Assert.Equal(4L * 2 * 4 * 128 * 32 * (26 + 40 - 1), Item(plan, "rollout", "keys and values"));
    }

    [Fact]
    public void TheReferenceOfAnAdapterCostsNoSecondBase()
    {
        using var whole = Empty();
        using var policy = Adapters.Add(whole, new LoraOptions(), seed: 1);
        using var reference = References.Of(policy);
        using var trainer = new GroupTrainer(
            policy, reference, PpoSetup.Fives, new TinyModel.Words(), Prompts, new GroupOptions { Generation = Generation }, seed: 1);
        var plan = trainer.Memory(OneWorker);
        Assert.True(Item(plan, "update", "reference") < Item(plan, "update", "policy") / 10);
    }

    [Fact]
    public void ComparisonsAndRatingsArePlannedToo()
    {
        using var policy = Empty();
        using var reference = Empty();
        using var head = ScalarHead.For(policy, seed: 1);
        using (var trainer = new DpoTrainer(policy, reference, Pairs, new DpoOptions(), padId: 0, seed: 1))
        {
            Assert.True(Item(trainer.Memory(OneWorker), "update", "logits") > 0);
        }

        using (var trainer = new RewardModelTrainer(reference, head, Pairs, new RewardModelOptions(), padId: 0, seed: 1))
        {
            Assert.Equal(0, Item(trainer.Memory(OneWorker), "update", "logits"));
        }
    }

    private static long Item(MemoryPlan plan, string phase, string name) =>
        plan.Phases.Single(one => one.Name == phase).Items.SingleOrDefault(item => item.Name == name)?.Bytes ?? 0;

    private static ILanguageModel Empty() => LanguageModels.Build(Config, new EmptyParameters(META));

    private static MemoryPlan Sft(MemoryTarget target, SftOptions? options = null, Func<ILanguageModel, ILanguageModel>? change = null)
    {
        using var built = Empty();
        using var model = change?.Invoke(built) ?? built;
        using var trainer = new SftTrainer(model, Examples, options ?? new SftOptions(), padId: 0, seed: 1, heldOut: Examples);
        return trainer.Memory(target);
    }
}
