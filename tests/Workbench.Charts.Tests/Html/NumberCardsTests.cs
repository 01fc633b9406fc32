namespace Workbench.Charts.Tests;

public sealed class NumberCardsTests
{
    [Fact]
    public void Everything_on_a_card_is_encoded()
    {
        string text = Hostile.All;
        string cards = new NumberCards(new NumberCard(text, text, text)).ToHtml().ToString();

        Assert.Equal(3, cards.Split($">{Html.Text(text)}<").Length - 1);
    }

    [Fact]
    public void As_text_a_card_is_a_line() =>
        Assert.Equal($"Gold: +0.43 (400 prompts){Environment.NewLine}KL: 2.6", new NumberCards(new NumberCard("Gold", "+0.43", "400 prompts"), new NumberCard("KL", "2.6")).ToString());
}
