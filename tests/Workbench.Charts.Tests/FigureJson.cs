using System.Text.Json;

namespace Workbench.Charts.Tests;

/// <summary>A figure as plotly.js gets it.</summary>
internal sealed class FigureJson(Figure figure)
{
    private readonly JsonElement _root = JsonDocument.Parse(figure.ToJson()).RootElement;

    internal JsonElement[] Traces => _root.GetProperty("data").EnumerateArray().ToArray();

    internal JsonElement Layout => _root.GetProperty("layout");

    internal JsonElement Config => _root.GetProperty("config");

    internal string Title(string axis) => Layout.GetProperty(axis).GetProperty("title").GetProperty("text").GetString()!;

    internal string[] Names => Traces.Select(trace => trace.TryGetProperty("name", out var name) ? name.GetString()! : "").ToArray();

    internal JsonElement Named(string name) => Traces.First(trace => trace.GetProperty("name").GetString() == name);

    internal static double[] Numbers(JsonElement trace, string property) => trace.GetProperty(property).EnumerateArray().Select(value => value.GetDouble()).ToArray();
}
