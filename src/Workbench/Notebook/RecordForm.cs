using System.Globalization;
using System.Text.Json.Nodes;

namespace Workbench;

/// <summary>A record of figures in a notebook, as the step of a trainer: its members by the names that the files of a run folder use.</summary>
internal sealed class RecordForm : NotebookForm<object>
{
    internal override NotebookTable Table(object value) =>
        new(value.GetType().Name, [.. RecordValues.Of(value).Select(pair => (pair.Key, Shown(pair.Value)))]);

    private static string Shown(JsonValue? value) => value switch
    {
        null => "",
        _ when value.TryGetValue(out int whole) => whole.ToString(CultureInfo.InvariantCulture),
        _ when value.TryGetValue(out double number) => number.ToString("G5", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
