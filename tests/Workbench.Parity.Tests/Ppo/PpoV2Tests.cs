using System.Text.Json;
using TorchSharp;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Rlhf;
using Workbench.Text;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>A whole update with a value model of its own against TRL's PPOv2Trainer and its experimental successor, step for step.</summary>
public sealed class PpoV2Tests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Runs => UpdateRun.Named(settings => !settings.TryGetProperty("rloo_k", out _));

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
        using var critic = run.Model("value");
        using var valueHead = run.Head("value", critic);
        using var judge = run.Model("reward");
        using var judgeHead = run.Head("reward", judge);
        var reward = new LearnedReward("recorded", judge, judgeHead, UpdateRun.PadId);
        using var trainer = new PpoTrainer(
            policy, valueHead, reference, reward, new NoText(UpdateRun.EndId, UpdateRun.PadId), [new PromptExample("", [2])], options, seed: 1, valueModel: critic);

        var completions = run.Completions();
        using var rollout = new Rollout(
            TokenBatches.LeftPadded(run.Prompts, UpdateRun.PadId), null, TokenBatches.RightPadded(run.Responses, UpdateRun.PadId, width: run.Width),
            completions, reward.Score(completions));
        using var experience = trainer.Experience(rollout);
        CompareExperience(run, experience);

        var perEpoch = run.PassRows.Chunk(run.PassRows.Length / options.Epochs)
            .Select(passes => (IReadOnlyList<int>)[.. passes.SelectMany(rows => rows)]).ToArray();
        var step = trainer.Learn(experience, perEpoch);
        foreach (var (pass, i) in run.Passes.Chunk(options.MiniBatchSize / options.MicroBatchSize!.Value).Select((pass, i) => (pass, i)))
        {
            void Equal(string figure, double actual) => Near.Require(
                pass.Average(part => part.GetProperty(figure).Number()), actual, Tolerance, Tolerance, $"update {i} {figure}");
            Equal("pg_loss", step.Updates[i].PolicyLoss);
            Equal("vf_loss", step.Updates[i].ValueLoss);
            Equal("loss", step.Updates[i].Loss);
        }

        CompareMetrics(run, TrlPpoV2Statistics.Of(step, experience, options));
        FinalWeights.Compare(run, ("policy", policy.Module, ""), ("value", critic.Module, ""), ("value", valueHead, $"{ScalarHead.Name}."));
    }

    /// <summary>What every pass sees before its update: log-probabilities, ratios, values, and the entropy that TRL logs.</summary>
    [SkippableTheory]
    [MemberData(nameof(Runs))]
    public void EveryPassSeesTrlsNumbers(string name)
    {
        Fixtures.SkipIfNone(name);
        using var scope = NewDisposeScope();
        using var run = new UpdateRun(name);
        var options = Options(run);
        using var policy = run.Model("policy");
        using var reference = run.Model("ref");
        using var critic = run.Model("value");
        using var valueHead = run.Head("value", critic);
        using var trainer = new PpoTrainer(
            policy, valueHead, reference, new FunctionReward("recorded", (_, _) => 0), new NoText(UpdateRun.EndId, UpdateRun.PadId), [new PromptExample("", [2])], options, seed: 1,
            valueModel: critic);
        var completions = run.Completions();
        var scores = run.Numbers("batch.scores")
            .Zip(completions, (score, completion) => completion.Ended ? score : score + (options.MissingEndPenalty ?? 0)).ToArray();
        using var rollout = new Rollout(
            TokenBatches.LeftPadded(run.Prompts, UpdateRun.PadId), null, TokenBatches.RightPadded(run.Responses, UpdateRun.PadId, width: run.Width),
            completions, scores);
        using var experience = trainer.Experience(rollout);
        var entropies = new List<double>();
        var passes = options.MiniBatchSize / options.MicroBatchSize!.Value;
        foreach (var (rows, pass) in run.PassRows.Select((rows, pass) => (rows, pass)))
        {
            ComparePass(run, pass, rows, policy, valueHead.call, critic);
            entropies.Add(SampledEntropy(run, rows, (CausalLanguageModel)policy));
            if ((pass + 1) % passes == 0)
            {
                trainer.Update(experience, [.. run.PassRows.Skip(pass + 1 - passes).Take(passes).SelectMany(part => part)]);
            }
        }

        Near.Require(run.Metrics.GetProperty("policy/entropy_avg").Number(), entropies.Average(), Tolerance, Tolerance, "policy/entropy_avg");
        Near.Require(
            run.Metrics.GetProperty("val/num_eos_tokens").Number(), run.Sampled.Sum(ids => ids.Count(id => id == UpdateRun.EndId)), 0, 0,
            "val/num_eos_tokens");
    }

    private static void ComparePass(UpdateRun run, int pass, int[] rows, ILanguageModel policy, Func<Tensor, Tensor> head, ILanguageModel critic)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var prompts = TokenBatches.LeftPadded([.. rows.Select(row => run.Prompts[row])], UpdateRun.PadId);
        var responses = TokenBatches.RightPadded([.. rows.Select(row => run.Responses[row])], UpdateRun.PadId, width: run.Width);
        var index = tensor(rows.Select(row => (long)row).ToArray());
        var mask = run["batch.padding_mask"].eq(0).index(index);
        var valueMask = run["batch.padding_mask_p1"].eq(0).index(index);
        var logProbs = LogProbs.OfTokens(policy.Forward(prompts, responses).Logits, responses.Ids, run.Setting("temperature", 1));
        var values = head(critic.HiddenStates(prompts, responses));
        var (old, oldValues, advantages) = (run["batch.logprobs"].index(index), run["batch.values"].index(index), run["batch.advantages"].index(index));
        void Equal(string key, Tensor actual, Tensor where) =>
            Near.Require(run[$"micro{pass}.{key}"], actual, Tolerance, Tolerance, $"pass {pass} {key}", where);
        var (ratio, clip) = ((logProbs - old).exp(), run.Setting("cliprange", 0.2));
        Equal("new_logprobs", logProbs, mask);
        Equal("logprobs_diff", logProbs - old, mask);
        Equal("ratio", ratio, mask);
        Equal("mb_advantage", advantages, mask);
        Equal("pg_losses", -advantages * ratio, mask);
        Equal("pg_losses2", -advantages * ratio.clamp(1 - clip, 1 + clip), mask);
        Equal("vpred", values, valueMask);
        var valueClip = run.Setting("cliprange_value", 0.2);
        Equal("vpredclipped", values.minimum(oldValues + valueClip).maximum(oldValues - valueClip), valueMask);
    }

    // TRL averages over all that was sampled, behind the end as well, and gives a pad the place that the next real token would have.
    private static double SampledEntropy(UpdateRun run, int[] rows, CausalLanguageModel policy)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var prompts = TokenBatches.LeftPadded([.. rows.Select(row => run.Prompts[row])], UpdateRun.PadId);
        var ids = cat([prompts.Ids, run["batch.responses"].index(tensor(rows.Select(row => (long)row).ToArray()))], 1);
        var real = ids.ne(UpdateRun.PadId);
        var states = policy.States(new TokenBatch(ids, real), real.cumsum(1, ScalarType.Int64) - real.to_type(ScalarType.Int64));
        var logits = policy.Logits(states.narrow(1, prompts.Width - 1, run.Width));
        return LogProbs.Entropy(logits, run.Setting("temperature", 1)).mean().to_type(ScalarType.Float64).item<double>();
    }

    private static PpoOptions Options(UpdateRun run)
    {
        var size = run.Prompts.Length;
        var miniBatch = size / (int)run.Setting("num_mini_batches", 1);
        var preset = PpoPresets.TrlPpoV2(new GenerationOptions { MaxNewTokens = run.Width, EndIds = [UpdateRun.EndId], PadId = UpdateRun.PadId });
        var betas = run.Optimizer.GetProperty("betas").Numbers();
        return preset with
        {
            Generation = preset.Generation with { Temperature = run.Setting("temperature", 0.7) },
            Iterations = 10,
            BatchSize = size,
            MiniBatchSize = miniBatch,
            MicroBatchSize = Math.Min(miniBatch, (int)run.Setting("per_device_train_batch_size", miniBatch)),
            Epochs = (int)run.Setting("num_ppo_epochs", 4),
            Optimizer = preset.Optimizer with
            {
                LearningRate = run.Setting("learning_rate"),
                Beta1 = betas[0],
                Beta2 = betas[1],
                Epsilon = run.Optimizer.GetProperty("eps").GetDouble(),
                WeightDecay = run.Optimizer.GetProperty("weight_decay").GetDouble(),
            },
            Kl = new KlOptions
            {
                Coefficient = run.Setting("kl_coef", 0.05),
                Estimator = run.Text("kl_estimator") == "k3" ? KlEstimator.K3 : KlEstimator.K1,
            },
            Gamma = run.Setting("gamma", 1),
            Lambda = run.Setting("lam", 0.95),
            ClipRange = run.Setting("cliprange", 0.2),
            ValueClipRange = run.Setting("cliprange_value", 0.2),
            ValueCoefficient = run.Setting("vf_coef", 0.1),
            WhitenRewards = run.Flag("whiten_rewards"),
            MissingEndPenalty = run.Optional("missing_eos_penalty"),
        };
    }

    private static void CompareExperience(UpdateRun run, Experience experience)
    {
        var mask = run["batch.padding_mask"].eq(0);
        var valueMask = run["batch.padding_mask_p1"].eq(0);
        Near.Require(mask, experience.Mask, 0, 0, "mask");
        Near.Require(valueMask, experience.ValueMask, 0, 0, "value mask");
        void Equal(string key, Tensor actual, Tensor? where = null) => Near.Require(run[$"batch.{key}"], actual, Tolerance, Tolerance, key, where);
        Equal("scores", experience.Scores);
        Equal("logprobs", experience.LogProbs, mask);
        Equal("ref_logprobs", experience.ReferenceLogProbs, mask);
        Equal("values", experience.Values);
        Equal("kl", experience.Kl, mask);
        Equal("non_score_reward", experience.NonScoreRewards, mask);
        Equal("advantages", experience.Advantages);
        Equal("returns", experience.Returns, valueMask);
        if (!run.Flag("whiten_rewards"))
        {
            Equal("rewards", experience.Rewards);
        }
        else
        {
            Equal("rewards", Masked.Whiten(experience.Rewards, experience.ValueMask, shiftMean: false));
        }
    }

    private static void CompareMetrics(UpdateRun run, IReadOnlyDictionary<string, double> found)
    {
        foreach (var metric in run.Metrics.EnumerateObject())
        {
            // Both are also counted over what TRL sampled behind the end of a response; here responses end there.
            var behind = metric.Name is "policy/entropy_avg" or "val/num_eos_tokens" && run.Responses.Sum(ids => ids.Length) < run.Prompts.Length * run.Width;
            if (metric.Name != "eps" && !behind)
            {
                Near.Require(metric.Value.Number(), found[metric.Name], Tolerance, Tolerance, metric.Name);
            }
        }
    }
}
