using Workbench.Training;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>Whole PPO steps of fully trained models against TRL 0.11.4: experience, losses, gradients, controller, statistics and final weights.</summary>
public sealed class StepTests
{
    // Left padding: TRL hands GPT-2 no position ids, so its positions count the pads; our models never do.
    // The crash: TRL raises where score scaling is on; the patched runs show what it meant.
    private static readonly string[] LeftOut = ["left_padding", "score_scaling_crash"];

    public static TheoryData<string> Gpt2 => Variants("step/gpt2");

    public static TheoryData<string> T5 => Variants("step/t5");

    [SkippableTheory]
    [MemberData(nameof(Gpt2))]
    public void Gpt2StepsAreThoseOfTrl(string variant) => Replay("step/gpt2", variant, startToken: false);

    [SkippableTheory]
    [MemberData(nameof(T5))]
    public void T5StepsAreThoseOfTrl(string variant) => Replay("step/t5", variant, startToken: true);

    private static void Replay(string folder, string variant, bool startToken)
    {
        Fixtures.SkipIfNone(variant);
        using var run = new StepRun(folder, variant);
        var options = run.Options(PpoPresets.Trl0114, maskFirstToken: startToken);
        using var policy = RecordedModels.Load(folder, "init_policy");
        using var reference = RecordedModels.Load(folder, variant == "reference_none" ? "init_policy" : "init_reference");
        using var head = RecordedModels.Head(folder, "init_policy", policy);
        var named = new NamedParameters(policy, head);
        using var trainer = RecordedModels.Trainer(policy, head, reference, options);
        new StepReplay(run, trainer, options, named, startToken).Run();
        named.RequireFinal(run);
    }

    private static TheoryData<string> Variants(string folder) => RecordedModels.Runs(folder, LeftOut);
}
