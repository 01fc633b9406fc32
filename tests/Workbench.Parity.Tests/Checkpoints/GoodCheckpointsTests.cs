using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Parity.Tests.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Checkpoints;

/// <summary>One model in every way checkpoints come: each must load to the weights and logits that transformers gives.</summary>
public class GoodCheckpointsTests
{
    public static TheoryData<string> Folders => Fixtures.Folders(Path.Combine("checkpoints", "good"), "config.json");

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void Every_format_gives_the_logits_of_transformers(string folder)
    {
        Fixtures.SkipIfNone(folder);
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Open(Fixtures.At("checkpoints", "good", "expected.safetensors"));
        var tolerance = Fixtures.Json("checkpoints", "good", "expected.json").GetProperty("tolerance").GetProperty(folder).GetDouble();
        using var model = (CausalLanguageModel)LanguageModels.Load(Fixtures.At("checkpoints", "good", folder), warn: _ => { });
        var tokens = new TokenBatch(expected.Read("input_ids"), expected.Read("attention_mask").to(ScalarType.Bool));

        var logits = model.Logits(model.States(tokens));

        Near.Equal(expected.Read($"logits.{folder}"), logits, tolerance, folder, tokens.Mask);
    }

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void Float32_weights_are_read_bit_for_bit(string folder)
    {
        Fixtures.SkipIfNone(folder);
        Skip.If(new[] { "16", "mixed", "untied" }.Any(folder.Contains), "this folder holds other numbers");
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Open(Fixtures.At("checkpoints", "good", "expected.safetensors"));
        using var model = LanguageModels.Load(Fixtures.At("checkpoints", "good", folder), warn: _ => { });

        foreach (var name in expected.Tensors.Keys.Where(name => name.StartsWith("raw.", StringComparison.Ordinal)))
        {
            var parameter = model.Module.get_parameter(name["raw.".Length..])!;
            Assert.True(expected.Read(name).bytes.SequenceEqual(parameter.detach().contiguous().bytes), name);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void Half_precision_weights_are_widened_exactly(string folder)
    {
        Fixtures.SkipIfNone(folder);
        using var scope = NewDisposeScope();
        using var model = LanguageModels.Load(Fixtures.At("checkpoints", "good", folder), warn: _ => { });
        using var store = HuggingFaceFolder.Open(Fixtures.At("checkpoints", "good", folder)).OpenWeights();
        foreach (var (name, info) in store.Tensors.Where(pair => pair.Value.DType is "BF16" or "F16"))
        {
            var stored = store.Read(name);
            var parameter = model.Module.get_parameter(name);
            if (parameter is null)
            {
                continue;
            }

            var bits = stored.contiguous().bytes;
            var widened = parameter.detach().contiguous().bytes;
            for (var i = 0; i < parameter.NumberOfElements; i++)
            {
                var expected = info.DType == "F16"
                    ? (float)BitConverter.ToHalf(bits[(2 * i)..])
                    : BitConverter.Int32BitsToSingle(BitConverter.ToUInt16(bits[(2 * i)..]) << 16);
                Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.ToInt32(widened[(4 * i)..]));
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void What_is_saved_again_loads_to_the_same_weights(string folder)
    {
        Fixtures.SkipIfNone(folder);
        using var scope = NewDisposeScope();
        using var model = LanguageModels.Load(Fixtures.At("checkpoints", "good", folder), warn: _ => { });
        var copy = Directory.CreateTempSubdirectory("workbench-").FullName;
        try
        {
            LanguageModels.Save(model, copy);
            using var again = LanguageModels.Load(copy, warn: warning => Assert.Fail(warning));
            foreach (var (name, parameter) in model.Module.named_parameters())
            {
                Assert.True(parameter.detach().bytes.SequenceEqual(again.Module.get_parameter(name)!.detach().bytes), name);
            }
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }
}
