using System.Text.Json;

namespace TorchSharp.Tests.Golden;

/// <summary>Tensors as operators.json has them.</summary>
internal static class GoldenTensor
{
    private static readonly Dictionary<string, ScalarType> Types = new()
    {
        ["float64"] = ScalarType.Float64, ["float32"] = ScalarType.Float32, ["float16"] = ScalarType.Float16, ["bfloat16"] = ScalarType.BFloat16,
        ["int64"] = ScalarType.Int64, ["int32"] = ScalarType.Int32, ["int16"] = ScalarType.Int16, ["int8"] = ScalarType.Int8,
        ["uint8"] = ScalarType.Byte, ["bool"] = ScalarType.Bool,
    };

    internal static ScalarType Type(string name) => Types[name];

    internal static Tensor Read(JsonElement json)
    {
        long[] shape = [.. json.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64())];
        var type = Type(json.GetProperty("dtype").GetString()!);
        double[] values = [.. json.GetProperty("values").EnumerateArray().Select(Number)];
        var plain = tensor(values, shape).to(type);
        return json.GetProperty("layout").GetString() switch
        {
            "transposed" => plain.transpose(0, -1).contiguous().transpose(0, -1),
            "stepped" => stack([plain, zeros_like(plain)], -1).flatten(-2).slice(-1, 0, long.MaxValue, 2),
            "expanded" => plain.narrow(0, 0, 1).expand(shape),
            _ => plain,
        };
    }

    internal static double Number(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        // .NET's NaN has its sign set, Python's has not.
        JsonValueKind.String when json.GetString() == "NaN" => Math.Abs(double.NaN),
        JsonValueKind.String => double.Parse(json.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
        _ => json.GetDouble(),
    };

    /// <summary>What is different, or null.</summary>
    internal static string? Difference(JsonElement expected, Tensor actual)
    {
        long[] shape = [.. expected.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64())];
        var type = Type(expected.GetProperty("dtype").GetString()!);
        if (actual.dtype != type || !actual.shape.SequenceEqual(shape))
            return $"{actual.dtype} [{string.Join(", ", actual.shape)}] instead of {type} [{string.Join(", ", shape)}]";
        var (relative, absolute) = type switch
        {
            ScalarType.Float64 => (1e-10, 1e-11),
            ScalarType.Float32 => (1e-5, 2e-6),
            ScalarType.Float16 => (2e-3, 2e-3),
            ScalarType.BFloat16 => (1.6e-2, 1.6e-2),
            _ => (0, 0),
        };
        // A gradient that is zero by construction has no memory before it is added to something.
        var values = (actual.detach().to(ScalarType.Float64) + 0).flatten().data<double>().ToArray();
        var i = 0;
        foreach (var json in expected.GetProperty("values").EnumerateArray())
        {
            var (want, have) = (Number(json), values[i]);
            var same = double.IsNaN(want) ? double.IsNaN(have) : want == have || Math.Abs(want - have) <= absolute + relative * Math.Abs(want);
            if (!same) return $"{have} instead of {want} at {i}";
            i++;
        }
        return null;
    }
}
