using System.Text.Json;
using TorchSharp;
using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>One file of golden cases: NAME.json with settings beside NAME.safetensors (float32) and NAME.f64.safetensors (float64).</summary>
public sealed class PpoCases : IDisposable
{
    private readonly SafetensorsFile tensors;
    private readonly string name;
    private readonly HashSet<string> used = [];

    public PpoCases(string folder, string file, string precision, string name)
    {
        this.name = name;
        Precision = precision;
        var place = Places(folder, file).First(at => Fixtures.Json(at, $"{file}.json").GetProperty("cases").TryGetProperty(name, out _));
        tensors = SafetensorsFile.Open(Fixtures.At(place, precision == "float64" ? $"{file}.f64.safetensors" : $"{file}.safetensors"));
        Case = Fixtures.Json(place, $"{file}.json").GetProperty("cases").GetProperty(name);
    }

    public string Precision { get; }

    public JsonElement Case { get; }

    /// <summary>The exception that the reference raised.</summary>
    public bool Raised => Case.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null;

    public double AbsoluteTolerance => Precision == "float64" ? 1e-12 : 2e-6;

    public double RelativeTolerance => Precision == "float64" ? 1e-10 : 2e-5;

    /// <summary>File, precision and case of all cases of a file; the single row of <see cref="Fixtures.None"/> where there is none.</summary>
    public static TheoryData<string, string> In(string folder, string file)
    {
        var rows = new List<(string, string)>();
        foreach (var place in Places(folder, file))
        {
            foreach (var property in Fixtures.Json(place, $"{file}.json").GetProperty("cases").EnumerateObject())
            {
                foreach (var precision in new[] { "float32", "float64" })
                {
                    if (File.Exists(Fixtures.At(place, precision == "float64" ? $"{file}.f64.safetensors" : $"{file}.safetensors")))
                    {
                        rows.Add((precision, property.Name));
                    }
                }
            }
        }

        var data = new TheoryData<string, string>();
        foreach (var (precision, name) in rows.Count == 0 ? [("", Fixtures.None)] : rows)
        {
            data.Add(precision, name);
        }

        return data;
    }

    // A file and its namesake with extreme inputs.
    private static IEnumerable<string> Places(string folder, string file) =>
        new[] { $"ppo/{folder}", $"edges/ppo/{folder}" }.Where(place => File.Exists(Fixtures.At(place, $"{file}.json")));

    /// <summary>Requires that every setting was looked at, other than those that only say how the inputs were made.</summary>
    public void RequireSettingsRead(params string[] descriptive)
    {
        var unread = Case.GetProperty("settings").EnumerateObject().Select(s => s.Name).Where(s => !used.Contains(s) && !descriptive.Contains(s)).ToArray();
        Assert.True(unread.Length == 0, $"{name}: the test does not know the setting {string.Join(", ", unread)}");
    }

    public bool Has(string key) => tensors.Tensors.ContainsKey($"{name}/{key}");

    public Tensor this[string key] => tensors.Read($"{name}/{key}");

    /// <summary>An input mask as booleans, whatever type the reference took.</summary>
    public Tensor Mask(string key = "in.mask") => this[key].to_type(ScalarType.Bool);

    public double Setting(string key, double missing = 0) =>
        Find(key, out var value) && value.ValueKind is JsonValueKind.Number or JsonValueKind.String
            ? value.Number()
            : missing;

    public bool Flag(string key) => Find(key, out var value) && value.GetBoolean();

    public string? Text(string key) => Find(key, out var value) ? value.GetString() : null;

    /// <summary>Requires equality within the tolerances of the file, absolute or relative, where the mask is true.</summary>
    public void Equal(string key, Tensor actual, Tensor? mask = null, double absolute = 0, double relative = 0) => Near.Require(
        this[key], actual, Math.Max(absolute, AbsoluteTolerance), Math.Max(relative, RelativeTolerance), $"{name}/{key} ({Precision})", mask);

    public void Dispose() => tensors.Dispose();

    private bool Find(string key, out JsonElement value)
    {
        used.Add(key);
        return Case.GetProperty("settings").TryGetProperty(key, out value);
    }
}
