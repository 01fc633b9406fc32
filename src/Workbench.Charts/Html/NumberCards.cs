namespace Workbench.Charts;

/// <summary>The few numbers that matter, large, with what they mean.</summary>
/// <param name="cards">The numbers, best two to six.</param>
public sealed class NumberCards(params NumberCard[] cards) : View
{
    /// <inheritdoc/>
    public override Html ToHtml() => Html.Element("div", [("class", "wb-cards")], cards.Select(Card).ToArray());

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(Environment.NewLine, cards.Select(card => $"{card.Label}: {card.Value}{(card.Note.Length > 0 ? $" ({card.Note})" : "")}"));

    private static Html Card(NumberCard card) => Html.Element(
        "div",
        [("class", "wb-card")],
        Html.Element("small", [], Html.Text(card.Label)),
        Html.Element("b", [], Html.Text(card.Value)),
        Html.Element("small", [], Html.Text(card.Note)));
}

/// <summary>One number.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The number as it is to be read, with its unit.</param>
/// <param name="Note">How sure it is, or what it is compared with; may be empty.</param>
public sealed record NumberCard(string Label, string Value, string Note = "");
