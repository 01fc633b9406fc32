using System.Text.Json;
using TorchSharp.Tests.Golden;

namespace TorchSharp.Tests;

/// <summary>Every operator against PyTorch: see Golden/README.md.</summary>
public sealed class OperatorTests
{
    private static readonly Lazy<ILookup<string, JsonElement>> cases = new(() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden/operators.json"))).RootElement
            .GetProperty("cases").EnumerateArray().ToLookup(c => c.GetProperty("name").GetString()!));

    public static TheoryData<string> Names => [.. cases.Value.Select(group => group.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void GivesPyTorchsNumbersAndGradients(string name)
    {
        var differences = cases.Value[name].SelectMany(Differences).Distinct().ToArray();
        Assert.True(differences.Length == 0, $"{differences.Length} differences:\n{string.Join('\n', differences.Take(12))}");
    }

    private static IEnumerable<string> Differences(JsonElement c)
    {
        using var scope = NewDisposeScope();
        var name = c.GetProperty("name").GetString()!;
        var given = c.GetProperty("args").EnumerateArray().ToArray();
        var called = 0;
        // "where" as a function takes the condition first.
        foreach (var overload in Overload.Of(name, given).Where(o => name != "where" || !o.Method.IsStatic))
        {
            called++;
            foreach (var difference in Run(overload, c, gradients: called == 1)) yield return difference;
        }
        if (called == 0) yield return $"no overload takes {given.Length} arguments: {string.Join(", ", given.Skip(1).Select(a => a.GetRawText()[..Math.Min(30, a.GetRawText().Length)]))}";
        foreach (var overload in InPlace(c, given))
            foreach (var difference in Run(overload, c, gradients: false)) yield return difference;
    }

    private static IEnumerable<Overload> InPlace(JsonElement c, JsonElement[] given)
    {
        var (self, results) = (given[0].GetProperty("tensor"), c.GetProperty("results"));
        if (results.GetArrayLength() != 1 || self.GetProperty("layout").GetString() == "expanded") return [];
        var result = results[0];
        var same = result.GetProperty("dtype").GetString() == self.GetProperty("dtype").GetString()
            && result.GetProperty("shape").GetRawText() == self.GetProperty("shape").GetRawText();
        return same ? Overload.Of(c.GetProperty("name").GetString() + "_", given) : [];
    }

    private static IEnumerable<string> Run(Overload overload, JsonElement c, bool gradients)
    {
        var call = $"{overload.Method.DeclaringType!.Name}.{overload.Method} {c.GetProperty("label").GetString()}";
        IReadOnlyList<Tensor> actual = [];
        string? failure = null;
        var wanted = gradients && c.TryGetProperty("gradients", out var g) ? g : default;
        var leaves = wanted.ValueKind == JsonValueKind.Array ? overload.Leaves() : [];
        try { actual = overload.Call(); }
        catch (Exception e) { failure = e.Message.Split('\n')[0]; }
        if (failure is not null)
        {
            yield return $"{call}: {failure}";
            yield break;
        }
        JsonElement[] expected = [.. c.GetProperty("results").EnumerateArray()];
        if (expected.Length != actual.Count)
        {
            yield return $"{call}: {actual.Count} results instead of {expected.Length}";
            yield break;
        }
        for (var i = 0; i < expected.Length; i++)
            if (GoldenTensor.Difference(expected[i], actual[i]) is { } difference)
                yield return $"{call}: {difference}";
        if (leaves.Count == 0) yield break;
        var loss = zeros([], ScalarType.Float64);
        foreach (var result in actual.Where(r => r.dtype == ScalarType.Float64))
            loss = loss + (result * arange(result.numel(), ScalarType.Float64).cos().view(result.shape)).sum();
        loss.backward();
        for (var i = 0; i < leaves.Count; i++)
        {
            var want = wanted[i];
            if (want.ValueKind == JsonValueKind.Null) continue;
            var difference = leaves[i].grad is { } grad ? GoldenTensor.Difference(want, grad) : "missing";
            if (difference is not null) yield return $"{call}: gradient {i}: {difference}";
        }
    }
}
