using TorchSharp;
using Workbench.Models.Lora;
using Workbench.Tests.Models;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

public sealed class ReferencesTests
{
    private static readonly LoraOptions Adapter = new() { Rank = 2 };

    [Fact]
    public void A_whole_policy_is_copied_and_frozen()
    {
        using var policy = TinyModels.Build("gpt2");
        using var reference = References.Of(policy);
        Assert.Null(reference.Adapter);
        Assert.All(reference.Module.parameters(), parameter => Assert.False(parameter.requires_grad));
    }

    [Fact]
    public void A_new_adapter_is_held_to_its_base_and_a_trained_one_to_its_copy_unless_the_defect_is_asked_for()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        using var fresh = Adapters.Add(model, Adapter, seed: 1);
        using var trained = Adapters.Add(model, Adapter with { Start = LoraStart.Random }, seed: 1);
        using var saved = Adapters.Add(model, Adapter with { ModulesToSave = ["ln_f"] }, seed: 1);
        using var ofFresh = References.Of(fresh);
        using var ofTrained = References.Of(trained);
        using var ofSaved = References.Of(saved);
        using var defect = References.Of(trained, ReferenceChoice.Base);
        Assert.Null(ofFresh.Adapter);
        Assert.NotNull(ofTrained.Adapter);
        Assert.NotNull(ofSaved.Adapter);
        Assert.Null(defect.Adapter);
    }
}
