using System.Text.Json;
using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Checkpoints;

/// <summary>Files of torch.save with more than plain tensors in them: read where it is data, refused by name where it would have to be run.</summary>
public class PickleParityTests
{
    private const string Folder = "pickles";

    public static TheoryData<string> Read => Cases("tensors");

    public static TheoryData<string> Refused => Cases("refused");

    [SkippableTheory]
    [MemberData(nameof(Read))]
    public void Tensors_beside_other_data_are_read(string name)
    {
        Fixtures.SkipIfNone(name);
        using var scope = NewDisposeScope();
        var expected = Case(name).GetProperty("tensors");
        using var file = PyTorchFile.Open(Fixtures.At(Folder, $"{name}.bin"));

        Assert.Equal(expected.EnumerateObject().Select(pair => pair.Name).Order(), file.Tensors.Keys.Order());
        foreach (var tensor in expected.EnumerateObject())
        {
            Assert.Equal(tensor.Value.GetProperty("shape").Integers().Select(size => (long)size), file.Tensors[tensor.Name].Shape);
            if (tensor.Value.TryGetProperty("values", out var values))
            {
                Assert.Equal(values.Numbers(), file.Read(tensor.Name).to(ScalarType.Float64).flatten().data<double>().ToArray());
            }
            else
            {
                Assert.Contains(file.Tensors[tensor.Name].DType, Assert.Throws<WorkbenchException>(() => file.Read(tensor.Name)).Message);
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Refused))]
    public void What_would_have_to_be_run_or_computed_is_refused_by_name(string name)
    {
        Fixtures.SkipIfNone(name);
        var refusal = Assert.Throws<WorkbenchException>(() => PyTorchFile.Open(Fixtures.At(Folder, $"{name}.bin")));
        Assert.Contains(Case(name).GetProperty("refused").GetString()!, refusal.Message);
    }

    private static JsonElement Case(string name) => All().Single(item => item.GetProperty("name").GetString() == name);

    private static IEnumerable<JsonElement> All() =>
        File.Exists(Fixtures.At(Folder, "cases.json")) ? Fixtures.Json(Folder, "cases.json").EnumerateArray() : [];

    private static TheoryData<string> Cases(string key)
    {
        var names = All().Where(item => item.TryGetProperty(key, out _)).Select(item => item.GetProperty("name").GetString()!).ToArray();
        return new TheoryData<string>(names.Length == 0 ? [Fixtures.None] : names);
    }
}
