using System.Globalization;
using Spectre.Console;
using Workbench.Evaluation.Statistics;
using Workbench.Experiments;

namespace Workbench.Cli;

/// <summary>Tables of metrics on the terminal: their form, and how values are written.</summary>
internal static class MetricTable
{
    /// <summary>A table with a title, names on the left and numbers on the right.</summary>
    public static Table Ruled(string title, IEnumerable<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple).Title(Markup.Escape(title));
        foreach (var (i, column) in columns.Index())
        {
            var cells = new TableColumn(Markup.Escape(column)).PadLeft(0).PadRight(0).NoWrap();
            table.AddColumn(i == 0 ? cells : cells.RightAligned());
        }

        return table;
    }

    /// <summary>A value of a metric: shares in percent.</summary>
    public static string Value(string metric, double value) =>
        ReplyMetric.IsShareOf(metric) ? value.ToString("0.0 %", CultureInfo.InvariantCulture) : Number(value);

    /// <summary>A change of a metric, with its sign.</summary>
    public static string Signed(string metric, double value) => value.ToString(
        ReplyMetric.IsShareOf(metric) ? "+0.0 %;-0.0 %;0.0 %" : Math.Abs(value) >= 10 ? "+0.0;-0.0;0.0" : "+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>An interval of changes.</summary>
    public static string Interval(string metric, ConfidenceInterval interval) =>
        $"{Signed(metric, interval.Low).TrimEnd(' ', '%')} to {Signed(metric, interval.High)}";

    /// <summary>A number with as many decimals as its size asks for.</summary>
    public static string Number(double value) => value.ToString(Math.Abs(value) >= 10 ? "0.0" : "0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
