using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Tests.Models;

public sealed class FrozenTrunkTests
{
    public static TheoryData<string> Families => TinyModels.Causal;

    private static void Freeze(CausalLanguageModel model, Func<string, bool> frozen)
    {
        foreach (var (name, parameter) in model.Module.named_parameters())
        {
            parameter.requires_grad = !frozen(name);
        }
    }

    private static bool IsEmbedding(string name) =>
        new[] { "wte", "wpe", "embed_tokens", "embed_positions", "embed_in", "project_in" }.Any(name.Contains);

    private static bool IsLower(string name) => IsEmbedding(name) || name.Contains(".0.");

    [Theory]
    [MemberData(nameof(Families))]
    public void GoingOnFromTheStatesBeforeALayerIsTheWholePass(string family)
    {
        using var scope = NewDisposeScope();
        using var model = (CausalLanguageModel)TinyModels.Build(family);
        var (prompts, responses) = (TinyModels.Batch(1, left: true, 6, 3), TinyModels.Batch(2, left: false, 4, 2));
        var whole = model.HiddenStates(prompts, responses);
        foreach (var layer in new[] { 0, 1 })
        {
            var entering = model.StatesBefore(prompts, responses, layer);
            Assert.Equal([2L, 6 + 4 - 1, model.LayerWidth], entering.shape);
            Assert.Equal(0, TinyModels.Difference(whole, model.HiddenStates(prompts, responses, entering, layer)));
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void ALayerIsCountedIfEverythingUpToItIsFrozen(string family)
    {
        using var model = (CausalLanguageModel)TinyModels.Build(family);
        Assert.Equal(0, FrozenTrunk.Layers(model));
        Freeze(model, IsLower);
        Assert.Equal(1, FrozenTrunk.Layers(model));
        Freeze(model, _ => true);
        Assert.Equal(1, FrozenTrunk.Layers(model));
        Freeze(model, name => IsLower(name) && !IsEmbedding(name));
        Assert.Equal(0, FrozenTrunk.Layers(model));
    }

    [Fact]
    public void ACopySharesTheTrunkUntilItsLowerLayersChange()
    {
        using var model = (CausalLanguageModel)TinyModels.Build("gpt2");
        using var copy = (CausalLanguageModel)model.Clone();
        Assert.True(FrozenTrunk.IsShared(model, copy, 1));
        using (no_grad())
        {
            copy.Module.named_parameters().Single(named => named.name == "transformer.h.1.mlp.c_fc.bias").parameter.add_(1);
            Assert.True(FrozenTrunk.IsShared(model, copy, 1));
            copy.Module.named_parameters().Single(named => named.name == "transformer.h.0.mlp.c_fc.bias").parameter.add_(1);
            Assert.False(FrozenTrunk.IsShared(model, copy, 1));
        }
    }
}
