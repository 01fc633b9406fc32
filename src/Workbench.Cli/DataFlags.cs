using System.CommandLine;
using Workbench.Cli.Commands;
using Workbench.Data.Files;
using Workbench.Data.Public;
using Workbench.Experiments;

namespace Workbench.Cli;

/// <summary>The options that name a stage's data.</summary>
internal sealed class DataFlags
{
    private readonly Option<string?> data;
    private readonly Option<string[]> columns = new("--columns")
    {
        Description = "What the columns are called, where not so: --columns message=question,reply=answer. Those of well-known data sets are known.",
        HelpName = "KEY=COLUMN",
        DefaultValueFactory = _ => [],
    };

    /// <param name="needed">The columns that the stage reads.</param>
    /// <param name="otherwise">What is taken without the option.</param>
    public DataFlags(string needed, string otherwise) => data = new("--data")
    {
        Description = $"A table (.jsonl, .json, .csv, .tsv, .parquet) with {needed}; a folder of tables; or a data set's name on the Hub, such as {DialogSum.Name}. [default: {otherwise}]",
        HelpName = "FILE-or-NAME",
    };

    /// <summary>Both of them.</summary>
    public IEnumerable<Option> All => [data, columns];

    /// <summary>The configuration with what the command line says; a name on the Hub is pulled.</summary>
    public T Apply<T>(T config, ParseResult parsed, Terminal terminal, CancellationToken stop) where T : StageConfig
    {
        var source = parsed.GetValue(data) ?? config.Data;
        string[] given = [.. parsed.GetValue(columns)!.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        if (given.Length > 0 && source is null)
        {
            throw new WorkbenchException("--columns says what the columns of --data are called: expected --data with it.");
        }

        var mapping = given.Length == 0 ? config.Columns : ColumnMapping.Parse(given, TrainingData.Keys).Columns;
        return (T)(config with { Data = source is null ? null : PullCommand.DataOf(terminal, source, stop), Columns = mapping });
    }
}
