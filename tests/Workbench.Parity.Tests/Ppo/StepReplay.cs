using System.Text.Json;
using TorchSharp;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Text;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>Does what a recorded run did with our trainer, and compares at every stage.</summary>
internal sealed class StepReplay(StepRun run, PpoTrainer trainer, PpoOptions options, NamedParameters named, bool startToken)
{
    private const double Forward = 1e-5;
    private const double Later = 1e-4;

    /// <returns>The records of the steps.</returns>
    public IReadOnlyList<PpoStep> Run()
    {
        var steps = new List<PpoStep>();
        for (var step = 0; step < run.Steps.Count; step++)
        {
            using var scope = NewDisposeScope();
            using var rollout = Rollout(run, step, startToken, options.PaddingMovesPositions);
            Near.Require(run.Steps[step].GetProperty("kl_coef_before").Number(), trainer.KlCoefficient, 0, 1e-6, "KL coefficient before");
            using var experience = trainer.Experience(rollout);
            Compare(step, experience);
            CompareDistributions(step, experience);
            var orders = run.Steps[step].GetProperty("orders").EnumerateArray().Select(order => (IReadOnlyList<int>)order.Integers()).ToArray();
            CompareFirstGradients(step, experience, orders[0]);
            var made = trainer.Learn(experience, orders);
            CompareUpdates(run.Steps[step].GetProperty("mini_batches"), made);
            CompareStatistics(run.Steps[step].GetProperty("stats"), TrlStatistics.Of(made, experience, options, startToken));
            Near.Require(run.Steps[step].GetProperty("kl_coef_after").Number(), trainer.KlCoefficient, 0, 1e-6, "KL coefficient after");
            steps.Add(made);
        }

        return steps;
    }

    /// <summary>
    /// What every pass of the first step sees before its update: log-probabilities and values, the losses' parts.
    /// </summary>
    public void RunPasses(ILanguageModel policy, ValueHead head)
    {
        using var scope = NewDisposeScope();
        using var rollout = Rollout(run, 0, startToken, options.PaddingMovesPositions);
        using var experience = trainer.Experience(rollout);
        var size = options.MicroBatchSize!.Value;
        var orders = run.Steps[0].GetProperty("orders").EnumerateArray().Select(order => order.Integers()).ToArray();
        var made = run.Steps[0].GetProperty("mini_batches").GetArrayLength();
        foreach (var (rows, pass) in orders.SelectMany(order => order.Chunk(size)).Take(made).Select((rows, pass) => (rows, pass)))
        {
            ComparePass(pass, rows, rollout, experience, policy, head);
            if ((pass + 1) % (options.MiniBatchSize / size) == 0)
            {
                trainer.Update(experience, [.. orders.SelectMany(order => order.Chunk(size)).Skip(pass + 1 - options.MiniBatchSize / size)
                    .Take(options.MiniBatchSize / size).SelectMany(part => part)]);
            }

        }
    }

    private void ComparePass(int pass, int[] rows, Rollout rollout, Experience experience, ILanguageModel policy, ValueHead head)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var batch = ResponseBatch.Rows(rollout, rows, rollout.Responses.Width, 0);
        var hidden = policy.HiddenStates(batch.Prompts, batch.Responses);
        var index = tensor(rows.Select(row => (long)row).ToArray());
        var mask = experience.Mask.index(index);
        var logProbs = batch.LogProbs(policy, hidden, 1);
        var values = head.call(hidden);
        var (old, oldValues, returns) = (experience.LogProbs.index(index), experience.Values.index(index), experience.Returns.index(index));
        var advantages = experience.Advantages.index(index);
        var (ratio, clip, valueClip) = ((logProbs - old).exp(), options.ClipRange!.Value, options.ValueClipRange!.Value);
        var clipped = values.minimum(oldValues + valueClip).maximum(oldValues - valueClip);
        void Equal(string name, Tensor actual, double factor = 1)
        {
            var key = $"step0/mb{pass}.{name}";
            if (!run.Has(key))
            {
                return;
            }

            var expected = Flat(run[key], run["step0/masks"].index(index).to_type(ScalarType.Bool));
            var found = Flat(actual, mask);
            Assert.Equal(expected.Length, found.Length);
            for (var i = 0; i < expected.Length; i++)
            {
                Near.Require(expected[i], found[i], Later * factor, Later * factor, $"{key} at token {i}");
            }
        }

        var loose = options.WhitenRewards ? 3 : 1;
        Equal("logprobs", logProbs);
        Equal("vpreds", values);
        Equal("ratio", ratio);
        Equal("advantages", advantages, loose);
        Equal("returns", returns, loose);
        Equal("pg_losses", -advantages * ratio, loose);
        Equal("pg_losses2", -advantages * ratio.clamp(1 - clip, 1 + clip), loose);
        Equal("vf_losses1", (values - returns).square(), 3 * loose);
        Equal("vf_losses2", (clipped - returns).square(), 3 * loose);
    }

    /// <summary>What TRL was given: prompts, responses and scores.</summary>
    public static Rollout Rollout(StepRun run, int step, bool startToken, bool paddingMoves = false)
    {
        var (queries, responses) = run.Texts(step);
        var own = responses.Select(ids => startToken ? ids[1..] : ids).ToArray();
        var scores = run.Numbers($"step{step}/scores");
        // The lab cuts some start tokens off; the decoder then reads the first generated token in its place.
        var starts = startToken ? tensor(responses.Select(ids => (long)ids[0]).ToArray()) : null;
        var prompts = startToken ? TokenBatches.RightPadded(queries, 0) : TokenBatches.LeftPadded(queries, 0);
        if (paddingMoves)
        {
            var totals = queries.Zip(own, (query, ids) => (long)query.Length + ids.Length).ToArray();
            prompts = prompts with { Offset = tensor([.. totals.Select(total => totals.Max() - total)]) };
        }

        return new Rollout(
            prompts, null,
            TokenBatches.RightPadded(own, 0) with { Starts = starts },
            [.. queries.Select((query, row) => new Completion("", "", query, own[row], true))], scores)
        {
            TrainedTokens = run.Has($"step{step}/response_masks_in")
                ? [.. run.Numbers($"step{step}/response_masks_in").Chunk((int)run[$"step{step}/response_masks_in"].shape[1])
                    .Select((row, i) => (IReadOnlyList<bool>)[.. row.Take(own[i].Length).Select(x => x != 0)])]
                : null,
        };
    }

    private void Compare(int step, Experience experience)
    {
        // Later steps start from weights that already differ a little.
        var tolerance = step == 0 ? Forward : Later;
        void Equal(string name, Tensor actual, double factor = 1)
        {
            var (expected, found) = (Flat($"step{step}/{name}", $"step{step}/masks"), Flat(actual, experience.Mask));
            Assert.Equal(expected.Length, found.Length);
            for (var i = 0; i < expected.Length; i++)
            {
                Near.Require(expected[i], found[i], tolerance * factor, tolerance * factor, $"step {step} {name} at token {i}");
            }
        }

        Near.Require(run[$"step{step}/scores_used"], experience.Scores, 1e-5, 1e-5, $"step {step} scores used");
        if (options.Kl.Estimator != Rlhf.KlEstimator.Full)
        {
            Equal("old_logprobs", experience.LogProbs);
            Equal("ref_logprobs", experience.ReferenceLogProbs);
        }

        Equal("values_raw", experience.Values);
        // A difference of two forward quantities.
        if (run.Has($"step{step}/kls"))
        {
            Equal("values", experience.Values);
            Equal("kls", experience.Kl, 3);
        }

        Equal("non_score_reward", experience.NonScoreRewards, 3);
        Equal("rewards", experience.Rewards, 3);
        if (run.Has($"step{step}/advantages"))
        {
            Equal("advantages", experience.Advantages, options.WhitenRewards ? 30 : 3);
            Equal("returns", experience.Returns, options.WhitenRewards ? 30 : 1);
        }
    }

    private void CompareUpdates(JsonElement recorded, PpoStep made)
    {
        var passes = options.GradientAccumulation == GradientAccumulation.LastPassOnly ? 1 : options.MiniBatchSize / options.MicroBatchSize!.Value;
        var groups = recorded.EnumerateArray().Chunk(passes).ToArray();
        Assert.Equal(groups.Length, made.Updates.Count);
        foreach (var (group, update) in groups.Zip(made.Updates))
        {
            var zeroed = update.MeanRatio > options.RatioLimit;
            void Equal(string name, double actual, double tolerance = Later) => Near.Require(
                group.Average(pass => pass.GetProperty("stats").GetProperty(name).Number()), actual, tolerance, tolerance, name);
            Equal("policy/policykl", update.PolicyKl);
            Equal("policy/approxkl", update.ApproxKl);
            Equal("policy/clipfrac", update.ClipFraction);
            Equal("policy/entropy", update.Entropy);
            Equal("policy/advantages_mean", update.AdvantageMean, options.WhitenRewards ? 3e-4 : Later);
            Equal("returns/mean", update.ReturnMean, options.WhitenRewards ? 3e-4 : Later);
            Equal("returns/var", update.ReturnVariance, options.WhitenRewards ? 1e-3 : Later);
            Equal("val/vpred", update.ValuePrediction);
            Equal("val/error", update.ValueError, options.WhitenRewards ? 1e-3 : Later);
            Equal("val/clipfrac", update.ValueClipFraction);
            Equal("val/mean", update.OldValueMean);
            Equal("val/var", update.OldValueVariance);
            if (!zeroed)
            {
                Equal("loss/policy", update.PolicyLoss, options.WhitenRewards ? 3e-4 : Later);
                Equal("loss/value", update.ValueLoss, options.WhitenRewards ? 1e-3 : Later);
                Equal("loss/total", update.Loss, options.WhitenRewards ? 3e-4 : Later);
            }

            if (!update.IsDiscarded && group[^1].GetProperty("grad_norm_after_backward") is { ValueKind: JsonValueKind.Number } norm)
            {
                Near.Require(norm.GetDouble(), update.GradientNorm, 1e-3, 1e-3, "gradient norm");
            }
        }
    }

    // Every number that TRL returned has its name here and is the same.
    private void CompareStatistics(JsonElement recorded, IReadOnlyDictionary<string, double> own)
    {
        foreach (var statistic in recorded.EnumerateObject())
        {
            Assert.True(own.TryGetValue(statistic.Name, out var found), $"there is no statistic {statistic.Name}");
            var tolerance = statistic.Name switch
            {
                "ppo/val/var_explained" => options.WhitenRewards ? 5e-3 : 1e-3,
                "ppo/returns/var" or "ppo/val/error" or "ppo/loss/value" => options.WhitenRewards ? 1e-3 : Later,
                _ => options.WhitenRewards ? 3e-4 : Later,
            };
            Near.Require(statistic.Value.Number(), found, tolerance, tolerance, statistic.Name);
        }
    }

    private void CompareDistributions(int step, Experience experience)
    {
        foreach (var (name, own) in TrlStatistics.Distributions(experience, startToken))
        {
            var recorded = $"step{step}/stats.{name}";
            if (!run.Has(recorded))
            {
                continue;
            }

            foreach (var (expected, found) in run.Numbers(recorded).Zip(own))
            {
                Near.Require(expected, found, Later, Later, name);
            }
        }
    }

    private void CompareFirstGradients(int step, Experience experience, IReadOnlyList<int> order)
    {
        var prefix = $"step{step}/mb0.grad.";
        // A TRL that zeroes gradients before updates only has those of passes thrown away in them, too.
        var isClean = !run.Steps[step].GetProperty("mini_batches")[0].TryGetProperty("grad_norm_before_backward", out var before)
            || before.ValueKind != JsonValueKind.Number || before.GetDouble() == 0;
        if (!isClean || !run.Names.Any(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return;
        }

        using var scope = NewDisposeScope();
        int[] rows = [.. order.Take(options.MicroBatchSize!.Value)];
        var index = tensor(rows.Select(row => (long)row).ToArray());
        var advantages = experience.Advantages.index(index);
        var whitened = options.AdvantageWhitening == Whitening.MicroBatch
            ? Rlhf.Masked.Whiten(advantages, experience.Mask.index(index))
            : advantages;
        var (policy, value, _) = trainer.Losses(new PpoMiniBatch(experience, rows, whitened, options));
        named.ZeroGradients();
        // Every ratio is 1 at the start, so a limit below it zeroes the first loss.
        var kept = options.RatioLimit < 1 ? 0.0 : 1.0;
        ((policy + options.ValueCoefficient * value) * (kept * rows.Length / options.MiniBatchSize)).backward();
        named.RequireGradients(run, prefix);
        named.ZeroGradients();
    }

    // The numbers at true positions, row by row: the same tokens whatever the layout.
    private double[] Flat(string values, string mask) => Flat(run[values], run[mask].to_type(ScalarType.Bool));

    private static double[] Flat(Tensor values, Tensor mask)
    {
        var numbers = values.to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
        return [.. mask.contiguous().data<bool>().ToArray().Zip(numbers).Where(pair => pair.First).Select(pair => pair.Second)];
    }
}
