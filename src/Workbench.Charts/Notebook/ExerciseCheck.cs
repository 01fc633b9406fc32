using System.Globalization;

namespace Workbench.Charts;

/// <summary>Tells a student whether the answer to an exercise is right. An answer that is not a number yet is no mistake.</summary>
/// <param name="question">The exercise in a few words.</param>
/// <param name="answer">The student's answer; NaN as long as there is none.</param>
/// <param name="expected">The right answer, best computed by the lesson.</param>
/// <param name="tolerance">How far off an answer may be, at least 0.</param>
/// <param name="hint">What to look at after a wrong answer; may be empty.</param>
public sealed class ExerciseCheck(string question, double answer, double expected, double tolerance, string hint = "") : View
{
    /// <summary>Whether the answer is right.</summary>
    public bool IsRight => Math.Abs(answer - expected) <= tolerance;

    /// <inheritdoc/>
    public override Html ToHtml() => Html.Element(
        "p",
        [("class", $"wb-check {(double.IsNaN(answer) ? "wb-open" : IsRight ? "wb-right" : "wb-wrong")}"), ("role", "status")],
        Html.Element("strong", [], Html.Text(question)),
        Html.Text($" {Verdict}"));

    /// <inheritdoc/>
    public override string ToString() => $"{question} {Verdict}";

    private string Verdict => double.IsNaN(answer) ? "\u2026 your answer is missing: put a number in place of double.NaN and run the cell again."
        : IsRight ? string.Create(CultureInfo.InvariantCulture, $"\u2713 Right: {answer:0.####}.")
        : string.Create(CultureInfo.InvariantCulture, $"\u2717 Not yet: {answer:0.####} is too {(answer < expected ? "small" : "large")}. {hint}").TrimEnd();
}
