namespace Workbench.Charts;

/// <summary>
/// Something to look at: a figure, a table, samples side by side. A notebook cell that ends with one shows it,
/// an <see cref="HtmlPage"/> holds any number of them, and neither needs a network.
/// </summary>
[TypeFormatterSource(typeof(ViewFormatterSource), PreferredMimeTypes = new[] { "text/html" })]
public abstract class View
{
    /// <summary>
    /// The view as a piece of a page that brings <see cref="PageAssets.Style"/> and, for figures, the scripts of <see cref="PageAssets"/>.
    /// Every text that came from outside is encoded.
    /// </summary>
    public abstract Html ToHtml();

    /// <summary>The view as plain text, for terminals and logs.</summary>
    public abstract override string ToString();
}
