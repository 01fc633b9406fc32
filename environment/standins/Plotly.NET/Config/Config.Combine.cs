namespace Plotly.NET;

public partial class Config
{
    /// <summary>Merges the second configuration into the first: its properties win, buttons to add are appended.</summary>
    internal static Config Combine(Config first, Config second) => Parts.Merge(first, second, "modeBarButtonsToAdd");
}
