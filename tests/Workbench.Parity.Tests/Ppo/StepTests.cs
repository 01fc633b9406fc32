using Workbench.Models;
using Workbench.Training;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>Whole PPO steps of fully trained models against TRL 0.11.4: experience, losses, gradients, controller, statistics and final weights.</summary>
public sealed class StepTests
{
    public static TheoryData<string, string> Runs => RecordedModels.Steps(adapters: false);

    /// <summary>What TRL could not do itself: its patched runs of the same settings show what it meant.</summary>
    public static TheoryData<string, string> Crashes => RecordedModels.Steps(adapters: false, raised: true);

    [SkippableTheory]
    [MemberData(nameof(Runs))]
    public void StepsAreThoseOfTrl(string folder, string variant) => With(folder, variant, (run, replay, _, _, named) =>
    {
        replay.Run();
        named.RequireFinal(run);
    });

    [SkippableTheory]
    [MemberData(nameof(Runs))]
    public void EveryPassOfAStepSeesTrlsNumbers(string folder, string variant) =>
        With(folder, variant, (_, replay, policy, head, _) => replay.RunPasses(policy, head));

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

    private static void With(
        string folder, string variant, Action<StepRun, StepReplay, ILanguageModel, ValueHead, NamedParameters> act)
    {
        Fixtures.SkipIfNone(variant);
        using var run = new StepRun(folder, variant);
        var startToken = RecordedModels.HasStartToken(folder);
        var options = run.Options(PpoPresets.Trl0114, maskFirstToken: startToken);
        using var policy = RecordedModels.Load(folder, "init_policy");
        using var reference = RecordedModels.Reference(run);
        using var head = RecordedModels.Head(folder, "init_policy", policy);
        var named = new NamedParameters(policy, head);
        using var trainer = RecordedModels.Trainer(policy, head, reference, options);
        act(run, new StepReplay(run, trainer, options, named, startToken), policy, head, named);
    }
}
