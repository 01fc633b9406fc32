namespace Workbench.Charts;

/// <summary>
/// A notebook as the page that it is: plotly.js has to be on it once, not in every cell, which would make the file grow by
/// 1.5 MB a figure. The first figure brings the library along, the others draw with it, in whatever order the page shows them.
/// </summary>
/// <remarks>
/// The cell that brought the library may run again, and its new output replaces the old one; so the same figure, known by its title, brings it again.
/// <see cref="Library"/> is the surer way: a set-up cell that shows it brings it every time, and then no figure does.
/// </remarks>
public sealed class NotebookPage
{
    private readonly Lock _gate = new();
    private bool _hasLibrary;
    private string? _bringer;

    /// <summary>The page of this process. A kernel is a process, and its notebook a page; who runs several notebooks calls <see cref="StartNew"/> between them.</summary>
    public static NotebookPage Current { get; } = new();

    /// <summary>plotly.js, to be shown by a set-up cell; figures after it leave it out.</summary>
    public Html Library()
    {
        lock (_gate)
        {
            (_hasLibrary, _bringer) = (true, null);
        }

        return PageAssets.PackedPlotly;
    }

    /// <summary>A view as the output of a cell, with the library if the page does not have it yet.</summary>
    /// <param name="view">The view.</param>
    public Html Render(View view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view is Figure figure
            ? Html.Join([Brings(figure) ? PageAssets.PackedPlotly : Html.Empty, PageAssets.Style, figure.ToHtml(), PageAssets.Draw])
            : Html.Join([PageAssets.Style, view.ToHtml()]);
    }

    /// <summary>Forgets what was shown: the next figure is the first one of a new notebook.</summary>
    public void StartNew()
    {
        lock (_gate)
        {
            (_hasLibrary, _bringer) = (false, null);
        }
    }

    private bool Brings(Figure figure)
    {
        lock (_gate)
        {
            if (_hasLibrary && Name(figure) != _bringer)
            {
                return false;
            }

            (_hasLibrary, _bringer) = (true, Name(figure));
            return true;
        }
    }

    /// <summary>What stays the same when a cell runs again: the title, or the data of a figure without one.</summary>
    private static string Name(Figure figure) => figure.Title.Length > 0 ? figure.Title : figure.ToJson();
}
