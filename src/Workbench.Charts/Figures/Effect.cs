using System.Globalization;

namespace Workbench.Charts;

/// <summary>A difference with its interval.</summary>
/// <param name="Name">What differs.</param>
/// <param name="Estimate">The difference.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end of its interval.</param>
public sealed record Effect(string Name, double Estimate, double Low, double High)
{
    /// <summary>Whether zero lies outside the interval.</summary>
    public bool IsClear => Low > 0 || High < 0;

    /// <summary>The numbers as a reader sees them, as "+0.43 [+0.38, +0.49]".</summary>
    public string Text => $"{Signed(Estimate)} [{Signed(Low)}, {Signed(High)}]";

    /// <summary>Checks that the estimate lies in its interval.</summary>
    /// <exception cref="WorkbenchException">It does not, or a number is not finite.</exception>
    internal void Check()
    {
        if (!(double.IsFinite(Low) && double.IsFinite(High) && Low <= Estimate && Estimate <= High))
        {
            throw new WorkbenchException(FormattableString.Invariant($"The effect '{Name}' must have its estimate inside a finite interval; it is {Estimate} in [{Low}, {High}]."));
        }
    }

    private static string Signed(double value) => value.ToString("+0.00;\u22120.00;0.00", CultureInfo.InvariantCulture);
}
