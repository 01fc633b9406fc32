using System.Text.Json;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Rlhf;
using Workbench.Tests.Models;
using Workbench.Text;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

public sealed class GroupTrainerTests
{
    private static GroupOptions Small(GroupAlgorithm algorithm) => new()
    {
        Generation = PpoSetup.Small.Generation,
        Algorithm = algorithm,
        Iterations = 30,
        Prompts = 8,
        GroupSize = 4,
        MiniBatchSize = 8,
        Optimizer = new() { LearningRate = 3e-3 },
        KlCoefficient = algorithm == GroupAlgorithm.OnlineDpo ? 0.3 : 0.05,
    };

    public static TheoryData<GroupAlgorithm> Algorithms => new(Enum.GetValues<GroupAlgorithm>());

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void TheScoreRises(GroupAlgorithm algorithm)
    {
        using var setup = new Setup(Small(algorithm) with { Iterations = 40 });
        var steps = setup.Trainer.Run().ToList();
        Assert.Equal(40, steps.Count);
        Assert.Equal(0, steps[0].SampledKl, 3);
        Assert.Equal(32, steps[0].Samples.Count);
        var (first, last) = (steps.Take(5).Average(step => step.Score), steps.TakeLast(5).Average(step => step.Score));
        Assert.True(last > first + 1, $"{algorithm}: score from {first} to {last}");
        Assert.True(steps[^1].SampledKl > 0.3, $"KL {steps[^1].SampledKl}");
        Assert.All(steps, step => Assert.Equal(step.ScoreUsed - step.KlCoefficient * step.SampledKl, step.Objective, 9));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void TheSameSeedGivesTheSameTrainingAndAResumedOneGoesOnWithIt(GroupAlgorithm algorithm)
    {
        var options = Small(algorithm) with { Iterations = 6 };
        using var whole = new Setup(options);
        var expected = whole.Trainer.Run().ToList();
        using var first = new Setup(options);
        var steps = first.Trainer.Run().Take(3).ToList();
        using var state = first.Trainer.State();
        using var second = new Setup(options, first.Policy.Clone(), first.Reference.Clone());
        second.Trainer.Restore(state);
        steps.AddRange(second.Trainer.Run());
        Assert.Equal(expected.SelectMany(step => step.Updates), steps.SelectMany(step => step.Updates));
        Assert.Equal(expected.SelectMany(step => step.Samples), steps.SelectMany(step => step.Samples));
        Assert.All(
            whole.Policy.Module.parameters().Zip(second.Policy.Module.parameters()), pair => Assert.True(pair.First.Equals(pair.Second)));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void TheSizeOfPassesChangesNothing(GroupAlgorithm algorithm)
    {
        foreach (var variant in Enum.GetValues<GrpoVariant>())
        {
            double[] After(int? size, int forward)
            {
                using var setup = new Setup(Small(algorithm) with
                {
                    MicroBatchSize = size, ForwardBatchSize = forward, GrpoVariant = variant, MaskTruncated = algorithm != GroupAlgorithm.OnlineDpo,
                });
                var steps = setup.Trainer.Run().Take(2).ToList();
                return [.. steps.SelectMany(step => step.Updates).SelectMany(update => new[] { update.Loss, update.GradientNorm, update.MaxRatio })];
            }

            foreach (var (whole, parts) in After(null, 64).Zip(After(2, 5)))
            {
                Assert.Equal(whole, parts, 1e-3);
            }
        }
    }

    [Fact]
    public void OnlineDpoComparesTheBestWithTheWorstAndLeavesSilentGroupsOut()
    {
        using var setup = new Setup(Small(GroupAlgorithm.OnlineDpo));
        using var rollout = setup.Trainer.Sample(PpoSetup.Prompts[..3], 0);
        using var scored = rollout with { Scores = [1, 5, 2, 5, 7, 7, 7, 7, 4, 3, 2, 1] };
        using var experience = setup.Trainer.Experience(scored);
        Assert.Equal([[1, 0], [8, 11]], experience.Units);
        Assert.Equal(1.0 / 3, setup.Trainer.Learn(experience).SilentShare, 12);
    }

    [Fact]
    public void WhereNoGroupHasAWinnerNothingIsLearned()
    {
        using var setup = new Setup(Small(GroupAlgorithm.OnlineDpo), reward: new FunctionReward("constant", (_, _) => 1));
        var step = setup.Trainer.Step();
        Assert.Equal((1.0, 0, 0), (step.SilentShare, step.UpdateCount, step.Updates.Count));
    }

    [Fact]
    public void RlooSubtractsTheDivergenceFromTheScoreAndGrpoDoesNot()
    {
        static double[] Advantages(GroupAlgorithm algorithm, double coefficient)
        {
            using var policy = TinyModel.Create(seed: 3);
            using var other = TinyModel.Create(seed: 4);
            using var setup = new Setup(Small(algorithm) with { KlCoefficient = coefficient, CheckStart = false }, policy.Clone(), other.Clone());
            using var rollout = setup.Trainer.Sample(PpoSetup.Prompts[..2], 0);
            using var experience = setup.Trainer.Experience(rollout);
            return Rlhf.Check.Numbers(experience.Advantages);
        }

        Assert.NotEqual(Advantages(GroupAlgorithm.Rloo, 0), Advantages(GroupAlgorithm.Rloo, 1));
        Assert.Equal(Advantages(GroupAlgorithm.Grpo, 0), Advantages(GroupAlgorithm.Grpo, 1));
    }

    [Theory]
    [InlineData(GroupAlgorithm.Grpo)]
    [InlineData(GroupAlgorithm.Rloo)]
    public void NothingIsLearnedFromResponsesThatDidNotEndWhereTheseAreMasked(GroupAlgorithm algorithm)
    {
        foreach (var variant in Enum.GetValues<GrpoVariant>())
        {
            double Norm(bool masked, Func<Completion, bool> ended)
            {
                using var setup = new Setup(Small(algorithm) with { GrpoVariant = variant, MaskTruncated = masked, Epochs = 1 });
                using var rollout = setup.Trainer.Sample(PpoSetup.Prompts[..2], 0);
                using var marked = rollout with
                {
                    Completions = [.. rollout.Completions.Select((completion, row) => completion with { Ended = ended(completion) })],
                    Scores = [1, 2, 3, 5, 8, 13, 21, 34],
                };
                using var experience = setup.Trainer.Experience(marked);
                return setup.Trainer.Learn(experience, [[.. Enumerable.Range(0, 8)]]).Updates[0].GradientNorm;
            }

            Assert.Equal(0, Norm(masked: true, _ => false));
            Assert.True(Norm(masked: false, _ => false) > 1e-4);
            Assert.Equal(Norm(masked: false, _ => true), Norm(masked: true, _ => true));
            Assert.NotEqual(Norm(masked: true, _ => true), Norm(masked: true, completion => completion.ResponseIds.Count % 2 == 0));
        }
    }

    [Fact]
    public void DapoDividesByTheTokensOfTheWholeRolloutAndBnpoByThoseOfTheUpdate()
    {
        double Loss(GrpoVariant variant, int[] rows)
        {
            using var setup = new Setup(Small(GroupAlgorithm.Grpo) with { GrpoVariant = variant, Epochs = 1 });
            using var rollout = setup.Trainer.Sample(PpoSetup.Prompts[..2], 0);
            using var experience = setup.Trainer.Experience(rollout with { Scores = [1, 2, 3, 5, 8, 13, 21, 34] });
            var share = rows.Sum(row => rollout.Lengths[row]) / (double)rollout.Lengths.Sum();
            return setup.Trainer.Learn(experience, [rows]).Updates[0].Loss / (variant == GrpoVariant.Dapo ? share : 1);
        }

        Assert.Equal(Loss(GrpoVariant.Bnpo, [1, 4, 6]), Loss(GrpoVariant.Dapo, [1, 4, 6]), 5);
    }

    [Theory]
    [InlineData(GrpoVariant.Grpo)]
    [InlineData(GrpoVariant.Sapo)]
    public void TheNumbersOfTheLossAreOptions(GrpoVariant variant)
    {
        double[] After(Func<GroupOptions, GroupOptions> change)
        {
            using var setup = new Setup(change(Small(GroupAlgorithm.Grpo) with { GrpoVariant = variant, Epochs = 4, KlCoefficient = 0.5 }));
            return [.. setup.Trainer.Run().Take(3).SelectMany(step => step.Updates).Select(update => update.Loss)];
        }

        var usual = After(options => options);
        Assert.NotEqual(usual, After(options => options with { WeightedKl = false }));
        Assert.NotEqual(usual, After(options => options with { SequenceRatio = true }));
        Assert.NotEqual(usual, After(options => variant == GrpoVariant.Sapo
            ? options with { SapoNegative = 2 }
            : options with { RatioBound = 1.0001 }));
    }

    [Fact]
    public void APolicyThatIsNoCopyOfTheReferenceIsFoundBeforeTheFirstUpdate()
    {
        using var policy = TinyModel.Create(seed: 3);
        using var setup = new Setup(Small(GroupAlgorithm.Grpo), policy.Clone(), TinyModel.Create(seed: 4));
        Assert.Contains("not a copy", Assert.Throws<WorkbenchException>(() => setup.Trainer.Step()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnfitOptionsAndStatesAreRefused()
    {
        Assert.Contains("GroupSize", Refused(Small(GroupAlgorithm.Grpo) with { GroupSize = 1 }), StringComparison.Ordinal);
        Assert.Contains("KlCoefficient", Refused(Small(GroupAlgorithm.OnlineDpo) with { KlCoefficient = 0 }), StringComparison.Ordinal);
        using var rloo = new Setup(Small(GroupAlgorithm.Rloo));
        using var grpo = new Setup(Small(GroupAlgorithm.Grpo));
        using var state = rloo.Trainer.State();
        Assert.Contains("Rloo", Assert.Throws<WorkbenchException>(() => grpo.Trainer.Restore(state)).Message, StringComparison.Ordinal);

        static string Refused(GroupOptions options) => Assert.Throws<WorkbenchException>(() => options.Validate()).Message;
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void NoTensorIsLeftBehindByAnIteration(GroupAlgorithm algorithm)
    {
        using var setup = new Setup(Small(algorithm) with { Iterations = 100, MicroBatchSize = 4 });
        Assert.Equal(Live.TensorsAfter(() => setup.Trainer.Step(), 3), Live.TensorsAfter(() => setup.Trainer.Step(), 10));
    }

    [Theory]
    [InlineData(GroupAlgorithm.Grpo, null)]
    [InlineData(GroupAlgorithm.Grpo, 100)]
    [InlineData(GroupAlgorithm.Rloo, null)]
    [InlineData(GroupAlgorithm.OnlineDpo, null)]
    public void NoNumberDependsOnTheNumberOfWorkers(GroupAlgorithm algorithm, int? microBatch)
    {
        var options = Small(algorithm) with { Prompts = 48, MiniBatchSize = 160, MicroBatchSize = microBatch };
        (string Steps, byte[] Weights) After(int workers)
        {
            using var setup = new Setup(options, workers: workers);
            var steps = setup.Trainer.Run().Take(3).Select(step => JsonSerializer.Serialize(step)).ToArray();
            using var state = setup.Trainer.State();
            return (string.Join('\n', steps), AfterTraining.Bits(setup.Policy, state));
        }

        var one = After(1);
        foreach (var workers in new[] { 2, 3 })
        {
            var several = After(workers);
            Assert.Equal(one.Steps, several.Steps);
            Assert.Equal(one.Weights, several.Weights);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(TinyModels.All), MemberType = typeof(TinyModels))]
    public void NothingInAnUpdateIsReadBack(string family)
    {
        var meta = MetaDevice.ForModels();
        using var scope = NewDisposeScope();
        using var policy = LanguageModels.Build(TinyModels.Config(family), new EmptyParameters(meta));
        using var reference = LanguageModels.Build(TinyModels.Config(family), new EmptyParameters(meta));
        var options = Small(GroupAlgorithm.Grpo) with { CheckStart = false, RatioLimit = 10, MicroBatchSize = 2, GroupSize = 2 };
        using var trainer = new GroupTrainer(policy, reference, PpoSetup.Fives, new TinyModel.Words(), PpoSetup.Prompts, options, 1);
        int[][] responses = [[5, 4, 1], [5, 8, 1], [6, 7, 8], [6, 1]];
        using var rollout = new Rollout(
            TokenBatches.LeftPadded([[2, 3], [2, 3], [2], [2]], TinyModel.Pad, meta), null, TokenBatches.RightPadded(responses, TinyModel.Pad, meta),
            [.. responses.Select((ids, row) => new Completion("", "", row < 2 ? [2, 3] : [2], ids, true))], [1, 2, 3, 4]);

        using var experience = trainer.Experience(rollout);
        var figures = trainer.UpdateOn(experience, [[0], [2], [3]]);

        Assert.All([experience.LogProbs, experience.Advantages, figures], tensor => Assert.Equal(meta.type, tensor.device_type));
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => figures.sum().item<double>());
    }

    private sealed class Setup : IDisposable
    {
        public Setup(GroupOptions options, ILanguageModel? policy = null, ILanguageModel? reference = null, IReward? reward = null, int? workers = null)
        {
            Policy = policy ?? TinyModel.Create(seed: 3);
            foreach (var parameter in Policy.Module.parameters())
            {
                parameter.requires_grad = true;
            }

            Reference = reference ?? Policy.Clone();
            Trainer = new GroupTrainer(Policy, Reference, reward ?? PpoSetup.Fives, new TinyModel.Words(), PpoSetup.Prompts, options, seed: 1, workers: workers);
        }

        public ILanguageModel Policy { get; }

        public ILanguageModel Reference { get; }

        public GroupTrainer Trainer { get; }

        public void Dispose()
        {
            Trainer.Dispose();
            Reference.Dispose();
            Policy.Dispose();
        }
    }
}
