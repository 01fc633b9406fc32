using Plotly.NET;

namespace Workbench.Charts;

/// <summary>The plotly.js that Plotly.NET carries inside its assembly for its own offline pages.</summary>
internal static class PlotlyScript
{
    private static readonly Lazy<string> s_source = new(Read);

    /// <summary>
    /// The library's source, wrapped so that it always becomes window.Plotly: pages with an AMD loader would otherwise get an anonymous module.
    /// </summary>
    internal static string Source => s_source.Value;

    private static string Read()
    {
        var assembly = typeof(GenericChart).Assembly;
        string name = assembly.GetManifestResourceNames().FirstOrDefault(IsPlotly)
            ?? throw new WorkbenchException($"{assembly.GetName().Name} {assembly.GetName().Version} has no plotly-*.min.js inside, which figures need. Run environment/setup.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        string source = reader.ReadToEnd().ReplaceLineEndings("\n");
        if (source.Contains("</script", StringComparison.OrdinalIgnoreCase) || source.Contains("<!--", StringComparison.Ordinal))
        {
            throw new WorkbenchException($"{name} in {assembly.GetName().Name} cannot stand inside a page: it has '</script' or '<!--'.");
        }

        return $"(function(define,exports,module){{{source}\n}}).call(window);";
    }

    private static bool IsPlotly(string name) =>
        name.Contains("plotly-", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".min.js", StringComparison.Ordinal);
}
