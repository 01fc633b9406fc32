using Workbench.Checkpoints;
using Workbench.Models.Lora;
using Workbench.Parity.Tests.Models;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Lora;

/// <summary>Adapters that PEFT wrote: logits on, off and merged, losses, gradients, counts, and the way back into PEFT's files.</summary>
public class AdapterParityTests
{
    public static TheoryData<string> All => AdapterCase.All;

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Logits_with_and_without_the_adapter_are_those_of_PEFT(string name)
    {
        Fixtures.SkipIfNone(name);
        using var scope = NewDisposeScope();
        using var expected = new AdapterCase(name);
        using var adapted = expected.Base.With(expected.Folder);
        using var off = adapted.Off();

        expected.RequireLogits("logits.base", expected.Base);
        expected.RequireLogits("logits.adapter", adapted);
        Assert.True(expected.Logits(expected.Base).Equals(expected.Logits(off)), "with the adapter off the base speaks, bit for bit");
        expected.RequireLogits("logits.adapter_disabled", adapted.Adapter!.Options.Bias == LoraBias.All ? BiasesAlone(expected) : off);
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Merging_gives_the_weights_and_logits_of_PEFT_and_is_undone_exactly(string name)
    {
        Fixtures.SkipIfNone(name);
        using var scope = NewDisposeScope();
        using var expected = new AdapterCase(name);
        using var adapted = expected.Base.With(expected.Folder);
        var before = expected.Logits(adapted);

        using (var merged = adapted.Merged())
        {
            Assert.Null(merged.Adapter);
            if (expected.PeftMergesAnotherModel)
            {
                // A trained table that is also the head: PEFT merges into both, and the model says something else. Here the head stays what it was.
                Near.Equal(expected["logits.adapter"], expected.Logits(merged), expected.Tolerance("logits.adapter"), "logits.merged", expected.Compared);
                return;
            }

            expected.RequireLogits("logits.merged", merged);
            var weights = merged.Module.named_parameters().ToDictionary(named => named.name, named => (Tensor)named.parameter);
            foreach (var key in expected.Names.Where(key => key.StartsWith("merged_weight.", StringComparison.Ordinal)))
            {
                Near.Equal(expected[key], weights[key["merged_weight.".Length..]], expected.Tolerance(key), key);
            }

            var original = expected.Base.Module.named_parameters().ToDictionary(named => named.name, named => (Tensor)named.parameter);
            var changed = weights.Where(pair => !original[pair.Key].Equals(pair.Value)).Select(pair => pair.Key);
            Assert.Equal(
                expected.Json.GetProperty("changed_by_merge").EnumerateArray().Select(item => item.GetString()!).Order(StringComparer.Ordinal),
                changed.Order(StringComparer.Ordinal));
        }

        expected.RequireLogits("logits.merged_then_unmerged", adapted);
        Assert.True(before.Equals(expected.Logits(adapted)), "the adapted model is bit for bit what it was before the merging");
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Loss_and_gradients_are_those_of_PEFT_and_only_the_adapter_has_any(string name)
    {
        Fixtures.SkipIfNone(name);
        using var scope = NewDisposeScope();
        using var expected = new AdapterCase(name);
        using var adapted = expected.Base.With(expected.Folder);

        var loss = expected.Loss(adapted);
        loss.backward();

        Near.Equal(expected.Json.GetProperty("loss").GetDouble(), loss.item<float>(), expected.Json.GetProperty("loss_tolerance").GetDouble(), "loss");
        var plan = adapted.Adapter!.Plan;
        var gradients = adapted.Module.named_parameters().Where(named => named.parameter.requires_grad)
            .ToDictionary(named => NameOfGradient(plan, named.name), named => named.parameter.grad!);
        var norms = expected.Json.GetProperty("gradient_norms").EnumerateObject().ToArray();
        Assert.Equal(norms.Select(norm => norm.Name).Order(StringComparer.Ordinal), gradients.Keys.Order(StringComparer.Ordinal));
        foreach (var norm in norms)
        {
            var found = gradients[norm.Name].to(ScalarType.Float64).norm().item<double>();
            Near.Equal(norm.Value.GetDouble(), found, expected.Json.GetProperty("gradient_norm_tolerance").GetDouble(), $"gradient of {norm.Name}");
        }

        foreach (var key in expected.Names.Where(key => key.StartsWith("grad.", StringComparison.Ordinal)))
        {
            Near.Equal(expected[key], gradients[key["grad.".Length..]], expected.Tolerance(key), key);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Parameters_are_counted_as_PEFT_counts_them(string name)
    {
        Fixtures.SkipIfNone(name);
        using var expected = new AdapterCase(name);
        using var adapted = expected.Base.With(expected.Folder);
        Assert.Equal(
            (expected.Json.GetProperty("trainable_parameters").GetInt64(), expected.Json.GetProperty("all_parameters").GetInt64()),
            (adapted.Count.Trainable, adapted.Count.All));
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void A_saved_adapter_has_the_tensors_and_settings_that_PEFT_wrote(string name)
    {
        Fixtures.SkipIfNone(name);
        using var scope = NewDisposeScope();
        using var expected = new AdapterCase(name);
        using var adapted = expected.Base.With(expected.Folder);
        var folder = Directory.CreateTempSubdirectory("adapter").FullName;
        try
        {
            adapted.Save(folder);
            using var written = PeftFolder.Open(folder).OpenWeights();
            using var original = PeftFolder.Open(expected.Folder).OpenWeights();
            // Of a module that PEFT saves whole and trains the biases of, it writes the biases twice more, under its wrappers' names.
            var keys = original.Tensors.Keys.Where(key => !key.Contains(".modules_to_save.", StringComparison.Ordinal) && !key.Contains(".original_module.", StringComparison.Ordinal));
            Assert.All(keys, key => Assert.True(original.Read(key).Equals(written.Read(key)), key));
            // PEFT leaves the trained biases of the targets out, but reads them where they are there.
            Assert.All(written.Tensors.Keys.Except(original.Tensors.Keys), key => Assert.EndsWith(".base_layer.bias", key));
            RequireSettings(ModelConfig.Read(Path.Combine(expected.Folder, "adapter_config.json")), PeftFolder.Open(folder).Config);
            using var again = expected.Base.With(folder);
            Assert.True(expected.Logits(adapted).Equals(expected.Logits(again)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // PEFT writes a set of targets in an order of its own, and takes one layer or pattern for a list of one.
    private static void RequireSettings(ModelConfig expected, ModelConfig found)
    {
        Assert.Equal(expected.Json.Select(pair => pair.Key).Order(StringComparer.Ordinal), found.Json.Select(pair => pair.Key).Order(StringComparer.Ordinal));
        foreach (var (key, value) in expected.Json)
        {
            if (key == "target_modules" && value is System.Text.Json.Nodes.JsonArray targets)
            {
                Assert.Equal(targets.Select(item => item!.GetValue<string>()).Order(), found.Json[key]!.AsArray().Select(item => item!.GetValue<string>()).Order());
            }
            else if (key is "rank_pattern" or "alpha_pattern" && !System.Text.Json.Nodes.JsonNode.DeepEquals(value, found.Json[key]))
            {
                // Patterns that versions of PEFT read differently are written so that all read them alike: by the same keys.
                Assert.Equal(found.Json["rank_pattern"]!.AsObject().Select(pair => pair.Key), found.Json["alpha_pattern"]!.AsObject().Select(pair => pair.Key));
            }
            else if (key is "layers_to_transform" or "layers_pattern" && value is System.Text.Json.Nodes.JsonValue)
            {
                Assert.Equal(value.ToJsonString(), Assert.Single(found.Json[key]!.AsArray())!.ToJsonString());
            }
            else if (key != "base_model_name_or_path")
            {
                Assert.True(
                    System.Text.Json.Nodes.JsonNode.DeepEquals(value, found.Json[key]),
                    $"{key} is {found.Json[key]?.ToJsonString() ?? "null"}, PEFT wrote {value?.ToJsonString() ?? "null"}");
            }
        }
    }

    private static string NameOfGradient(LoraPlan plan, string name)
    {
        var stored = PeftNames.Of(plan, name)[PeftFolder.Prefix.Length..];
        var saved = plan.Saved.FirstOrDefault(module => name.StartsWith(module + ".", StringComparison.Ordinal));
        return saved is null ? stored : $"{saved}.modules_to_save{name[saved.Length..]}";
    }

    // PEFT trains the base's own biases, so that they stay when it switches the adapter off; modules that it saved whole do not.
    private static AdaptedCase BiasesAlone(AdapterCase expected)
    {
        var model = expected.Base.With(expected.Folder);
        using var off = no_grad();
        var original = expected.Base.Module.named_parameters().ToDictionary(named => named.name, named => (Tensor)named.parameter);
        foreach (var (name, parameter) in model.Module.named_parameters())
        {
            if (name.Contains(LoraPlan.Infix, StringComparison.Ordinal))
            {
                parameter.zero_();
            }
            else if (model.Adapter!.Plan.Saved.Any(module => name.StartsWith(module + ".", StringComparison.Ordinal)))
            {
                parameter.copy_(original[name]);
            }
        }

        return model;
    }
}
