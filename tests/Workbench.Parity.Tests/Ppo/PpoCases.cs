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

    public PpoCases(string folder, string file, string precision, string name)
    {
        this.name = name;
        Precision = precision;
        tensors = SafetensorsFile.Open(Fixtures.At("ppo", folder, precision == "float64" ? $"{file}.f64.safetensors" : $"{file}.safetensors"));
        Case = Fixtures.Json("ppo", folder, $"{file}.json").GetProperty("cases").GetProperty(name);
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
        if (File.Exists(Fixtures.At("ppo", folder, $"{file}.json")))
        {
            foreach (var property in Fixtures.Json("ppo", folder, $"{file}.json").GetProperty("cases").EnumerateObject())
            {
                foreach (var precision in new[] { "float32", "float64" })
                {
                    if (File.Exists(Fixtures.At("ppo", folder, precision == "float64" ? $"{file}.f64.safetensors" : $"{file}.safetensors")))
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

    public bool Has(string key) => tensors.Tensors.ContainsKey($"{name}/{key}");

    public Tensor this[string key] => tensors.Read($"{name}/{key}");

    /// <summary>An input mask as booleans, whatever type the reference took.</summary>
    public Tensor Mask(string key = "in.mask") => this[key].to_type(ScalarType.Bool);

    public double Setting(string key, double missing = 0) =>
        Case.GetProperty("settings").TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.Number or JsonValueKind.String
            ? value.Number()
            : missing;

    public bool Flag(string key) => Case.GetProperty("settings").TryGetProperty(key, out var value) && value.GetBoolean();

    public string? Text(string key) => Case.GetProperty("settings").TryGetProperty(key, out var value) ? value.GetString() : null;

    /// <summary>Requires equality within the tolerances of the file, absolute or relative, where the mask is true.</summary>
    public void Equal(string key, Tensor actual, Tensor? mask = null, double absolute = 0, double relative = 0) => Near.Require(
        this[key], actual, Math.Max(absolute, AbsoluteTolerance), Math.Max(relative, RelativeTolerance), $"{name}/{key} ({Precision})", mask);

    public void Dispose() => tensors.Dispose();
}
