using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Workbench.Charts;

/// <summary>What a page with views needs once: a style sheet, plotly.js, and the script that draws the figures.</summary>
public static class PageAssets
{
    private static readonly Lazy<string> s_style = new(() => Resource("view.css"));
    private static readonly Lazy<string> s_pageStyle = new(() => Resource("page.css"));
    private static readonly Lazy<string> s_draw = new(() => Resource("figure.js").Replace("DARK_COLOURS", DarkColours(), StringComparison.Ordinal));
    private static readonly Lazy<string> s_packed = new(() => Resource("unpack.js").Replace("PACKED", Pack(PlotlyScript.Source), StringComparison.Ordinal));

    /// <summary>The style sheet of views. It follows the reader's light or dark setting.</summary>
    public static Html Style => Html.Style(s_style.Value);

    /// <summary>The style sheet of the page around the views.</summary>
    internal static Html PageStyle => Html.Style(s_pageStyle.Value);

    /// <summary>plotly.js, about 3.6 MB, defining window.Plotly.</summary>
    public static Html Plotly => Html.Script(PlotlyScript.Source);

    /// <summary>
    /// The same, packed to 1.5 MB, for notebooks: it is there a moment after its cell was shown, and does nothing on a page that has plotly.js.
    /// </summary>
    public static Html PackedPlotly => Html.Script(s_packed.Value);

    /// <summary>The script that draws every figure on the page, waiting for plotly.js where it comes later. It may stand on a page many times.</summary>
    public static Html Draw => Html.Script(s_draw.Value);

    /// <summary>
    /// A Content-Security-Policy that lets a page run exactly these two scripts and load nothing at all.
    /// Styles may be inline, as plotly.js sets them; images only from the page itself.
    /// </summary>
    internal static string Policy =>
        $"default-src 'none'; script-src {Hash(PlotlyScript.Source)} {Hash(s_draw.Value)}; style-src 'unsafe-inline'; " +
        "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'";

    private static string Hash(string source) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(source)))}'";

    /// <summary>From the colours of figures to those on dark pages, by the notations that figures use.</summary>
    private static string DarkColours() => JsonSerializer.Serialize(Palette.Web.Zip(Palette.WebOnDark)
        .SelectMany(pair => new[] { (pair.First, pair.Second), (Palette.Parts(pair.First), Palette.Parts(pair.Second)) })
        .ToDictionary(pair => pair.Item1, pair => pair.Item2));

    private static string Pack(string source)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(Encoding.UTF8.GetBytes(source));
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(PageAssets).Assembly.GetManifestResourceStream($"Workbench.Charts.{name}")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
