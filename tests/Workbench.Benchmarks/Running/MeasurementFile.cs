using System.Text.Json;
using Workbench.Machine;

namespace Workbench.Benchmarks.Running;

/// <summary>Measurements with the machine they were made on, as JSON.</summary>
internal static class MeasurementFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(string path, MachineFacts machine, IReadOnlyDictionary<string, IReadOnlyList<Measurement>> measurements) =>
        File.WriteAllText(path, JsonSerializer.Serialize(new { machine, measurements }, Indented));
}
