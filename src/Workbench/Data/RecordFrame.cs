using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Analysis;

namespace Workbench.Data;

/// <summary>Records as a data frame, to be filtered, grouped, described and written as CSV.</summary>
public static class RecordFrame
{
    private static readonly Dictionary<string, double> s_notFinite = new()
    {
        ["NaN"] = double.NaN,
        ["Infinity"] = double.PositiveInfinity,
        ["-Infinity"] = double.NegativeInfinity,
    };

    /// <summary>
    /// One row for each record, one column for each value, named as the files of a run folder name it. Numbers become a column of doubles,
    /// truth values one of booleans, everything else one of text; values of inner objects have the object's name in front; lists are left out.
    /// </summary>
    /// <typeparam name="T">The record: a step of a trainer, a preference, a JSON object.</typeparam>
    /// <param name="records">The records; what one of them lacks is missing in its row.</param>
    public static DataFrame ToDataFrame<T>(this IEnumerable<T> records) where T : notnull
    {
        var rows = records.Select(record => RecordValues.Of(record).ToDictionary()).ToArray();
        var names = rows.SelectMany(row => row.Keys).Distinct();
        return new DataFrame(names.Select(name => Column(name, [.. rows.Select(row => row.GetValueOrDefault(name))])));
    }

    private static DataFrameColumn Column(string name, JsonValue?[] values)
    {
        var known = values.OfType<JsonValue>().ToArray();
        return known.Length > 0 && known.All(value => Number(value) is not null) ? new DoubleDataFrameColumn(name, values.Select(Number))
            : known.Length > 0 && known.All(value => Truth(value) is not null) ? new BooleanDataFrameColumn(name, values.Select(Truth))
            : new StringDataFrameColumn(name, values.Select(value => value?.ToString()));
    }

    private static double? Number(JsonValue? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Number => JsonSerializer.Deserialize<double>(value),
        JsonValueKind.String when s_notFinite.TryGetValue(value.ToString(), out double number) => number,
        _ => null,
    };

    private static bool? Truth(JsonValue? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
