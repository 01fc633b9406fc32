using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>The ratio and the advantage of every trained token, mini-batch by mini-batch, against the arrays that TRL returns.</summary>
public sealed class TokenStatisticsTests
{
    public static TheoryData<string, string> All
    {
        get
        {
            var rows = new TheoryData<string, string>();
            var lab = ((IEnumerable<object[]>)RecordedModels.Runs("lab3")).Select(row => new[] { "lab3", row[0] });
            var steps = ((IEnumerable<object[]>)RecordedModels.Steps(adapters: false)).Concat(RecordedModels.Steps(adapters: true));
            foreach (var row in lab.Concat(steps).DistinctBy(row => (row[0], row[1])))
            {
                rows.Add((string)row[0], (string)row[1]);
            }

            return rows;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void RatiosAndAdvantagesAreThoseOfTrl(string folder, string variant)
    {
        Fixtures.SkipIfNone(variant);
        using var run = new StepRun(folder, variant);
        Skip.IfNot(run.Has("step0/stats.ppo/policy/ratio"), "this run keeps no arrays");
        using var scope = NewDisposeScope();
        var isLora = RecordedModels.HasAdapter(folder);
        var startToken = RecordedModels.HasStartToken(folder);
        var weights = folder is "lab3" ? "sft_adapter_and_value_head" : isLora ? "init_trainable" : "init_policy";
        var options = run.Options(
            folder is "lab3" ? PpoPresets.Trl25fa1bd : PpoPresets.Trl0114,
            startToken && (folder is not "lab3" || run.Json.GetProperty("mask").GetString()!.StartsWith("as built", StringComparison.Ordinal)));
        using var model = RecordedModels.Load(folder, folder is "lab3" ? "base_model" : isLora ? "init_base" : "init_policy");
        using var policy = isLora ? RecordedModels.Adapted(folder, model, weights) : model;
        using var reference = Reference(run, folder, policy);
        using var head = RecordedModels.Head(folder, weights, policy);
        using var trainer = RecordedModels.Trainer(policy, head, reference, options);
        using var rollout = StepReplay.Rollout(run, 0, startToken, options.PaddingMovesPositions);
        using var experience = trainer.Experience(rollout);
        var expected = (Ratio: run.Numbers("step0/stats.ppo/policy/ratio"), Advantages: run.Numbers("step0/stats.ppo/policy/advantages"));
        var masks = run["step0/masks"];
        var width = (int)masks.shape[1];
        var trained = masks.to_type(ScalarType.Bool).data<bool>().ToArray().Chunk(width).ToArray();

        // A run that stopped early has recorded fewer passes than its orders hold.
        var at = 0;
        var step = options.GradientAccumulation == GradientAccumulation.LastPassOnly ? options.MicroBatchSize!.Value : options.MiniBatchSize;
        foreach (var update in run.Steps[0].GetProperty("orders").EnumerateArray().SelectMany(order => order.Integers().Chunk(step))
            .TakeWhile(_ => at < expected.Ratio.Length))
        {
            foreach (var rows in update.Chunk(options.MicroBatchSize!.Value))
            {
                var found = TrlStatistics.Tokens(policy, experience, rows, options);
                int[] places = [.. rows.SelectMany((row, i) => Enumerable.Range(0, width).Where(t => trained[row][t]).Select(t => at + (i * width) + t))];
                var tolerance = options.WhitenRewards ? 3e-4 : 1e-4;
                Require(expected.Ratio, places, found["ppo/policy/ratio"], tolerance, "ratio");
                Require(expected.Advantages, places, found["ppo/policy/advantages"], tolerance, "advantage");
                at += rows.Length * width;
            }

            trainer.Update(experience, update);
        }

        Assert.Equal(expected.Ratio.Length, at);
    }

    private static void Require(double[] expected, int[] places, double[] found, double tolerance, string what)
    {
        Assert.Equal(places.Length, found.Length);
        foreach (var (place, value) in places.Zip(found))
        {
            Near.Require(expected[place], value, tolerance, tolerance, $"{what} at {place}");
        }
    }

    private static ILanguageModel Reference(StepRun run, string folder, ILanguageModel policy) => folder switch
    {
        "lab3" when run.Json.GetProperty("reference").GetString()!.StartsWith("adapter disabled", StringComparison.Ordinal) => Adapters.Off(policy),
        "lab3" => Adapters.FrozenCopy(policy),
        _ when policy.Adapter is not null => Adapters.Off(policy),
        _ => RecordedModels.Reference(run),
    };
}
