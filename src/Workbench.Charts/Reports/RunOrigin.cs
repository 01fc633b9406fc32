using System.Text.Json.Nodes;
using Workbench.Experiments;

namespace Workbench.Charts;

/// <summary>The end of every report: what its run was told, and where it ran.</summary>
internal static class RunOrigin
{
    /// <summary>Adds the section.</summary>
    public static HtmlPage AddOrigin(this HtmlPage page, RunFolder run) => page
        .Heading("How this was made")
        .AddFolded("Every option (config.json)", Table(run, "config.json"))
        .AddFolded("The machine (environment.json)", Table(run, "environment.json"));

    private static HtmlTable Table(RunFolder run, string name) => HtmlTable.Of(
        Leaves("", JsonNode.Parse(File.ReadAllText(run.Path(name)))),
        [new TableColumn<(string Key, string Value)>("key", row => row.Key), new TableColumn<(string Key, string Value)>("value", row => row.Value)]);

    private static IEnumerable<(string Key, string Value)> Leaves(string key, JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(pair => Leaves(key.Length == 0 ? pair.Key : $"{key}.{pair.Key}", pair.Value)),
        JsonArray list when list.Any(item => item is JsonObject) => list.SelectMany((item, i) => Leaves($"{key}[{i}]", item)),
        _ => [(key, node?.ToJsonString().Trim('"') ?? "null")],
    };
}
