using System.Text.Json;

namespace TorchSharp.Tests.Golden;

/// <summary>Arguments as operators.json has them, turned into what a parameter takes.</summary>
internal static class GoldenArgument
{
    /// <summary>A value of the parameter's type, or "no" where the argument does not fit.</summary>
    internal static (bool Fits, object? Value) For(JsonElement json, Type parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter) ?? parameter;
        switch (json.ValueKind)
        {
            case JsonValueKind.Null:
                return (!parameter.IsValueType || parameter != type, null);
            case JsonValueKind.True or JsonValueKind.False:
                return (type == typeof(bool), json.GetBoolean());
            case JsonValueKind.Number:
                var whole = json.GetInt64();
                return (type == typeof(long) || type == typeof(int) || type == typeof(Scalar),
                    type == typeof(long) ? whole : type == typeof(int) ? (object)(int)whole : (Scalar)whole);
        }
        if (json.TryGetProperty("tensor", out var one)) return type == typeof(Tensor) ? (true, GoldenTensor.Read(one)) : default;
        if (json.TryGetProperty("tensors", out var many))
            return type == typeof(Tensor[]) ? (true, many.EnumerateArray().Select(GoldenTensor.Read).ToArray()) : default;
        if (json.TryGetProperty("dtype", out var dtype)) return (type == typeof(ScalarType), GoldenTensor.Type(dtype.GetString()!));
        if (json.TryGetProperty("double", out var number))
        {
            var value = GoldenTensor.Number(number);
            return (type == typeof(double) || type == typeof(float) || type == typeof(Scalar),
                type == typeof(double) ? value : type == typeof(float) ? (object)(float)value : (Scalar)value);
        }
        if (json.TryGetProperty("enum", out var member))
        {
            var name = member.GetString()!.Split('.');
            var fits = type.IsEnum && (name.Length == 2 ? type.Name == name[0] : type.Name == "RoundingMode");
            return fits ? (true, Enum.Parse(type, name[^1])) : default;
        }
        long[] longs = [.. json.GetProperty("longs").EnumerateArray().Select(n => n.GetInt64())];
        return (type == typeof(Size) || type == typeof(long[]) || type == typeof(ReadOnlySpan<long>) || type == typeof(IEnumerable<long>),
            type == typeof(Size) ? (object)new Size(longs) : longs);
    }
}
