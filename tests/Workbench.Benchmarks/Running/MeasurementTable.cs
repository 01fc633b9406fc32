using System.Globalization;
using Spectre.Console;

namespace Workbench.Benchmarks.Running;

/// <summary>Measurements as a table for the terminal.</summary>
internal static class MeasurementTable
{
    public static Table Of(IReadOnlyList<Measurement> measurements)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("case").AddColumn(new TableColumn("ms").RightAligned())
            .AddColumn("against").AddColumn(new TableColumn("ms").RightAligned())
            .AddColumn(new TableColumn("ratio").RightAligned()).AddColumn("goal").AddColumn("note");
        foreach (var row in measurements)
        {
            table.AddRow(new[]
            {
                row.Case, Milliseconds(row.Seconds), row.Against ?? "", row.Other is { } other ? Milliseconds(other) : "",
                row.Ratio is { } ratio ? Text($"{ratio:0.00}") : "", GoalOf(row), row.Note,
            }.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    private static string Milliseconds(double seconds) => Text($"{seconds * 1e3:0.000}");

    private static string GoalOf(Measurement row) => row.Goal is not { } goal ? ""
        : Text($"{(goal.IsBound ? "<=" : ">=")} {goal.Value:0.##} {(row.Reached switch { true => "reached", false => "short", null => "" })}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
