using System.Globalization;

namespace Workbench.Charts;

/// <summary>
/// A response token by token, each with a number and a colour: orange above zero, blue below, stronger further away from it.
/// It reads as text does, so that a long response stays readable on a phone.
/// </summary>
public sealed class TokenStrip : View
{
    private readonly string _title;
    private readonly string _description;
    private readonly string[] _tokens;
    private readonly double[] _values;

    /// <summary>Creates the strip.</summary>
    /// <param name="tokens">The tokens' texts.</param>
    /// <param name="values">A number for each: its KL, reward or advantage. A value that is not finite has no colour.</param>
    /// <param name="title">What the numbers are, with their unit.</param>
    /// <param name="description">How to read them; may be empty.</param>
    /// <exception cref="WorkbenchException">There are not as many values as tokens.</exception>
    public TokenStrip(IReadOnlyList<string> tokens, IReadOnlyList<double> values, string title, string description = "")
    {
        if (tokens.Count != values.Count)
        {
            throw new WorkbenchException($"A token strip needs a value for each token: there are {tokens.Count} tokens and {values.Count} values.");
        }

        (_tokens, _values, _title, _description) = ([.. tokens], [.. values], title, description);
    }

    /// <inheritdoc/>
    public override Html ToHtml()
    {
        double strongest = _values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var strip = Html.Element("div", [("class", "wb-strip")], _tokens.Select((token, t) => Token(token, _values[t], strongest)).ToArray());
        var caption = Html.Element("figcaption", [], Html.Element("strong", [], Html.Text(_title)), Html.Element("span", [], Html.Text(_description)));
        return Html.Element("figure", [("class", "wb-tokens")], caption, strip);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', _tokens.Select((token, t) => $"{token}[{Number(_values[t])}]"));

    private static Html Token(string token, double value, double strongest)
    {
        double strength = strongest > 0 && double.IsFinite(value) ? 0.6 * Math.Abs(value) / strongest : 0;
        string background = FormattableString.Invariant($"background:rgba({(value < 0 ? "43,98,230" : "233,107,16")},{strength:0.###})");
        return Html.Element(
            "span",
            [("class", "wb-token"), ("style", background)],
            Html.Element("bdi", [], Html.Text(token.Length > 0 ? token : "\u2205")),
            Html.Element("small", [], Html.Text(Number(value))));
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("+0.00;\u22120.00;0.00", CultureInfo.InvariantCulture) : "\u2013";
}
