using TorchSharp;
using Workbench.Generation;
using Workbench.Rewards;
using Workbench.Text;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>A whole update of TRL's RLOOTrainer, step for step.</summary>
public sealed class RlooRunTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Runs => UpdateRun.Named(settings => settings.TryGetProperty("rloo_k", out _));

    [SkippableTheory]
    [MemberData(nameof(Runs))]
    public void AnUpdateIsThatOfTrl(string name)
    {
        Fixtures.SkipIfNone(name);
        using var scope = NewDisposeScope();
        using var run = new UpdateRun(name);
        var options = Options(run);
        using var policy = run.Model("policy");
        using var reference = run.Model("ref");
        using var judge = run.Model("reward");
        using var judgeHead = run.Head("reward", judge);
        var reward = new LearnedReward("recorded", judge, judgeHead, UpdateRun.PadId);
        using var trainer = new GroupTrainer(policy, reference, reward, new NoText(UpdateRun.EndId, UpdateRun.PadId), [new PromptExample("", [2])], options, seed: 1);

        // TRL lays the responses to a prompt out with a stride; here they are neighbours.
        int[] order = [.. Enumerable.Range(0, run.Prompts.Length).Select(row => row % options.GroupSize * options.Prompts + row / options.GroupSize)];
        var places = order.Select((recorded, own) => (recorded, own)).ToDictionary(pair => pair.recorded, pair => pair.own);
        var completions = run.Completions(row => order[row]);
        using var rollout = new Rollout(
            TokenBatches.LeftPadded([.. completions.Select(completion => completion.PromptIds)], UpdateRun.PadId), null,
            TokenBatches.RightPadded([.. completions.Select(completion => completion.ResponseIds)], UpdateRun.PadId, width: run.Width),
            completions, reward.Score(completions));
        using var experience = trainer.Experience(rollout);
        var back = tensor(Enumerable.Range(0, order.Length).Select(row => (long)places[row]).ToArray());
        var mask = run["batch.padding_mask"].eq(0);
        void Equal(string key, Tensor actual, Tensor? where = null) =>
            Near.Require(run[$"batch.{key}"], actual.index(back), Tolerance, Tolerance, key, where);
        Equal("scores", experience.Scores);
        Equal("logprobs", experience.LogProbs, mask);
        Equal("ref_logprobs", experience.ReferenceLogProbs, mask);
        Equal("kl", experience.LogProbs - experience.ReferenceLogProbs, mask);
        Equal("non_score_reward", -options.KlCoefficient * (experience.LogProbs - experience.ReferenceLogProbs).sum(-1));
        Equal("advantages", experience.Advantages);

        var perEpoch = run.PassRows.Chunk(run.PassRows.Length / options.Epochs)
            .Select(passes => (IReadOnlyList<int>)[.. passes.SelectMany(rows => rows).Select(row => places[row])]).ToArray();
        var step = trainer.Learn(experience, perEpoch);
        foreach (var (pass, update) in run.Passes.Zip(step.Updates))
        {
            Near.Require(pass.GetProperty("pg_loss").Number(), update.Loss, Tolerance, Tolerance, "pg_loss");
        }

        CompareMetrics(run, step, options);
        FinalWeights.Compare(run, ("policy", policy.Module, ""));
    }

    private static GroupOptions Options(UpdateRun run)
    {
        var (size, group) = (run.Prompts.Length, (int)run.Setting("rloo_k"));
        var betas = run.Optimizer.GetProperty("betas").Numbers();
        return new GroupOptions
        {
            Generation = new GenerationOptions
            {
                MaxNewTokens = run.Width, EndIds = [UpdateRun.EndId], PadId = UpdateRun.PadId, Temperature = run.Setting("temperature", 0.7),
            },
            Algorithm = GroupAlgorithm.Rloo,
            Iterations = 1,
            Prompts = size / group,
            GroupSize = group,
            MiniBatchSize = size / (int)run.Setting("num_mini_batches", 1),
            MicroBatchSize = (int)run.Setting("per_device_train_batch_size", size),
            Epochs = (int)run.Setting("num_ppo_epochs", 4),
            Optimizer = new AdamWOptions
            {
                LearningRate = run.Setting("learning_rate"),
                Beta1 = betas[0],
                Beta2 = betas[1],
                Epsilon = run.Optimizer.GetProperty("eps").GetDouble(),
                WeightDecay = run.Optimizer.GetProperty("weight_decay").GetDouble(),
                MaxGradientNorm = null,
            },
            KlCoefficient = run.Setting("kl_coef", 0.05),
            ClipLow = run.Setting("cliprange", 0.2),
            ClipHigh = run.Setting("cliprange", 0.2),
            MissingEndPenalty = run.Optional("missing_eos_penalty"),
            RatioLimit = null,
            CheckStart = false,
        };
    }

    private static void CompareMetrics(UpdateRun run, GroupStep step, GroupOptions options)
    {
        void Equal(string name, double actual) => Near.Require(run.Metrics.GetProperty(name).Number(), actual, Tolerance, Tolerance, name);
        var places = (double)run.Prompts.Length * run.Width;
        var tokens = run.Responses.Sum(ids => ids.Length);
        Equal("objective/kl", step.SampledKl);
        Equal("objective/non_score_reward", -options.KlCoefficient * step.SampledKl);
        Equal("objective/rlhf_reward", step.Objective);
        Equal("objective/scores", step.ScoreUsed);

        // TRL writes 1 for the log-probability of a pad.
        Equal("objective/entropy", (step.Entropy * tokens - (places - tokens)) / run.Prompts.Length);
        Equal("loss/policy_avg", step.Loss);
        Equal("lr", step.LearningRate);
    }
}
