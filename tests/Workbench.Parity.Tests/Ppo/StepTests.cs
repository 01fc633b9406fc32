using Workbench.Models;
using Workbench.Training;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>Whole PPO steps of fully trained models against TRL 0.11.4: experience, losses, gradients, controller, statistics and final weights.</summary>
public sealed class StepTests
{
    public static TheoryData<string> Gpt2 => Variants("step/gpt2");

    public static TheoryData<string> T5 => Variants("step/t5");

    public static TheoryData<string, string> Crashes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in Raised("step/gpt2").DefaultIfEmpty(Fixtures.None))
            {
                data.Add("step/gpt2", name);
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Gpt2))]
    public void Gpt2StepsAreThoseOfTrl(string variant) => Replay("step/gpt2", variant, startToken: false);

    [SkippableTheory]
    [MemberData(nameof(T5))]
    public void T5StepsAreThoseOfTrl(string variant) => Replay("step/t5", variant, startToken: true);

    [SkippableTheory]
    [MemberData(nameof(Gpt2))]
    public void EveryPassOfAGpt2StepSeesTrlsNumbers(string variant) => ReplayPasses("step/gpt2", variant, startToken: false);

    [SkippableTheory]
    [MemberData(nameof(T5))]
    public void EveryPassOfAT5StepSeesTrlsNumbers(string variant) => ReplayPasses("step/t5", variant, startToken: true);

    [SkippableTheory]
    [MemberData(nameof(Crashes))]
    public void SettingsThatRaiseInTrlTrainHere(string folder, string variant)
    {
        Fixtures.SkipIfNone(variant);
        using var run = new StepRun(folder, variant);
        var options = run.Options(PpoPresets.Trl0114, maskFirstToken: false) with { Iterations = 1 };
        using var policy = RecordedModels.Load(folder, "init_policy");
        using var reference = policy.Clone();
        using var head = RecordedModels.Head(folder, "init_policy", policy);
        using var trainer = RecordedModels.Trainer(
            policy, head, reference, options with { Generation = options.Generation with { MaxNewTokens = 5 } });
        Assert.True(double.IsFinite(Assert.Single(trainer.Run()).Loss));
    }

    private static void Replay(string folder, string variant, bool startToken) =>
        With(folder, variant, startToken, (run, replay, _, _, named) =>
        {
            replay.Run();
            named.RequireFinal(run);
        });

    private static void ReplayPasses(string folder, string variant, bool startToken) =>
        With(folder, variant, startToken, (_, replay, policy, head, _) => replay.RunPasses(policy, head));

    private static void With(
        string folder, string variant, bool startToken, Action<StepRun, StepReplay, ILanguageModel, ValueHead, NamedParameters> act)
    {
        Fixtures.SkipIfNone(variant);
        using var run = new StepRun(folder, variant);
        var options = run.Options(PpoPresets.Trl0114, maskFirstToken: startToken) with
        {
            // TRL hands GPT-2 no position ids, so with left padding its positions count the pads.
            PaddingMovesPositions = !startToken && run.Json.TryGetProperty("padding_side", out var side) && side.GetString() == "left",
        };
        using var policy = RecordedModels.Load(folder, "init_policy");
        using var reference = RecordedModels.Load(folder, variant == "reference_none" ? "init_policy" : "init_reference");
        using var head = RecordedModels.Head(folder, "init_policy", policy);
        var named = new NamedParameters(policy, head);
        using var trainer = RecordedModels.Trainer(policy, head, reference, options);
        act(run, new StepReplay(run, trainer, options, named, startToken), policy, head, named);
    }

    private static TheoryData<string> Variants(string folder) => RecordedModels.Runs(folder, [.. Raised(folder)]);

    // What TRL could not do itself: the patched runs of the same settings show what it meant.
    private static IEnumerable<string> Raised(string folder) => RecordedModels.Runs(folder).Cast<object[]>().Select(row => (string)row[0])
        .Where(name => name != Fixtures.None && Fixtures.Json("ppo", folder, $"{name}.json").GetProperty("steps").EnumerateArray()
            .Any(step => step.TryGetProperty("error", out _)));
}
