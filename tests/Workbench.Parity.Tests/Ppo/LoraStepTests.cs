using Workbench.Models.Lora;
using Workbench.Training;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>Whole PPO steps of adapters against TRL 0.11.4, whose reference is always the base model alone.</summary>
public sealed class LoraStepTests
{
    public static TheoryData<string, string> Runs => RecordedModels.Steps(adapters: true);

    [SkippableTheory]
    [MemberData(nameof(Runs))]
    public void AdaptersAreTrainedAsByTrl(string folder, string variant)
    {
        Fixtures.SkipIfNone(variant);
        using var run = new StepRun(folder, variant);
        var startToken = RecordedModels.HasStartToken(folder);
        var options = run.Options(PpoPresets.Trl0114, maskFirstToken: startToken);
        using var model = RecordedModels.Load(folder, "init_base");
        using var policy = RecordedModels.Adapted(folder, model, "init_trainable");
        using var reference = Adapters.Off(policy);
        using var head = RecordedModels.Head(folder, "init_trainable", policy);
        var named = new NamedParameters(policy, head);
        using var trainer = RecordedModels.Trainer(policy, head, reference, options);
        new StepReplay(run, trainer, options, named, startToken).Run();
        named.RequireFinal(run);
    }
}
