namespace Workbench.Charts.Tests;

public sealed class SampleComparisonTests
{
    [Fact]
    public void Prompts_answers_models_and_notes_are_encoded()
    {
        foreach (string text in Hostile.Texts)
        {
            string markup = new SampleComparison(new PromptAnswers(text, [new Answer(text, text, text), new Answer(text, text)])).ToHtml().ToString();

            Assert.Equal(6, markup.Split($">{Html.Text(text)}<").Length - 1);
        }
    }

    [Fact]
    public void Texts_of_any_direction_stay_in_their_own_box()
    {
        string markup = new SampleComparison(new PromptAnswers("p", [new Answer("m", "a")])).ToHtml().ToString();

        Assert.Contains("<bdi class=\"wb-text\" dir=\"auto\">a</bdi>", markup);
    }

    [Fact]
    public void As_text_each_answer_follows_its_prompt()
    {
        var comparison = new SampleComparison(new PromptAnswers("How?", [new Answer("before", "No."), new Answer("after", "So.")]));

        Assert.Equal(string.Join(Environment.NewLine, "How?", "  before: No.", "  after: So."), comparison.ToString());
    }
}
