namespace Workbench.Charts;

/// <summary>Answers of several models to the same prompts, next to each other; below each other on a phone.</summary>
/// <param name="prompts">The prompts with their answers.</param>
public sealed class SampleComparison(params PromptAnswers[] prompts) : View
{
    /// <inheritdoc/>
    public override Html ToHtml() => Html.Element("div", [("class", "wb-samples")], prompts.Select(Prompt).ToArray());

    /// <inheritdoc/>
    public override string ToString() => string.Join(
        Environment.NewLine + Environment.NewLine,
        prompts.Select(prompt => string.Join(Environment.NewLine, prompt.Answers.Select(answer => $"  {answer.Model}: {answer.Text}").Prepend(prompt.Prompt))));

    private static Html Prompt(PromptAnswers prompt) => Html.Element(
        "article",
        [("class", "wb-sample")],
        Html.Element("p", [], Html.Element("span", [("class", "wb-label")], Html.Text(Label(prompt))), Text(prompt.Prompt)),
        Html.Element("div", [], prompt.Answers.Select(Answer).ToArray()));

    private static string Label(PromptAnswers prompt) => prompt.Note.Length > 0 ? $"Prompt \u00b7 {prompt.Note}" : "Prompt";

    private static Html Answer(Answer answer) => Html.Element(
        "section",
        [],
        Html.Element("header", [], Html.Element("span", [], Html.Text(answer.Model)), Html.Element("span", [], Html.Text(answer.Note))),
        Text(answer.Text));

    private static Html Text(string text) => Html.Element("bdi", [("class", "wb-text"), ("dir", "auto")], Html.Text(text));
}

/// <summary>A prompt and what the models made of it.</summary>
/// <param name="Prompt">The prompt's text.</param>
/// <param name="Answers">The answers, in the order of the models.</param>
/// <param name="Note">A short remark on all answers, as how far they differ; may be empty.</param>
public sealed record PromptAnswers(string Prompt, IReadOnlyList<Answer> Answers, string Note = "");

/// <summary>A model's answer to a prompt.</summary>
/// <param name="Model">What the model is called.</param>
/// <param name="Text">The answer's text.</param>
/// <param name="Note">A score or another short remark; may be empty.</param>
public sealed record Answer(string Model, string Text, string Note = "");
