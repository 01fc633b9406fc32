namespace Workbench.Charts.Tests;

public sealed class ExerciseCheckTests
{
    [Theory]
    [InlineData(double.NaN, false, "KL? \u2026 your answer is missing: put a number in place of double.NaN and run the cell again.")]
    [InlineData(0.5004, true, "KL? \u2713 Right: 0.5004.")]
    [InlineData(0.7, false, "KL? \u2717 Not yet: 0.7 is too large. Look at <k3>.")]
    [InlineData(-1, false, "KL? \u2717 Not yet: -1 is too small. Look at <k3>.")]
    public void An_answer_is_missing_right_or_on_one_side(double answer, bool right, string text)
    {
        var check = new ExerciseCheck("KL?", answer, 0.5, 0.001, "Look at <k3>.");

        Assert.Equal(right, check.IsRight);
        Assert.Equal(text, check.ToString());
        Assert.DoesNotContain("<k3>", check.ToHtml().ToString());
    }
}
