using Workbench.Training;

namespace Workbench.Tests.Training;

public sealed class StopTextTests
{
    private static readonly TinyModel.Words Words = new();

    [Fact]
    public void AResponseIsCutBehindTheTokenThatCompletesTheText()
    {
        Assert.Equal([3, 4, 5], new StopText("4 5").Cut([3, 4, 5, 6, 4, 5], Words)!);
        Assert.Null(new StopText("5 4").Cut([3, 4, 5], Words));
    }

    [Fact]
    public void TheTextCountsFromAGivenTokenOn()
    {
        Assert.Equal([3, 5, 4, 5], new StopText("5") { FromToken = 2 }.Cut([3, 5, 4, 5, 6], Words)!);
        Assert.Null(new StopText("5") { FromToken = 4 }.Cut([3, 5, 4, 5, 6], Words));
    }

    [Fact]
    public void APolicysResponsesEndAtTheTextAndCountAsEnded()
    {
        using var setup = new PpoSetup(PpoSetup.Small with { StopText = new StopText("5"), MissingEndScore = -1, BatchSize = 32 });
        using var rollout = setup.Trainer.Sample([.. PpoSetup.Prompts, .. PpoSetup.Prompts, .. PpoSetup.Prompts], 0);
        var cut = rollout.Completions.Where(completion => completion.ResponseIds.Contains(5)).ToArray();
        Assert.NotEmpty(cut);
        Assert.All(cut, completion => Assert.Equal((5, true), (completion.ResponseIds[^1], completion.Ended)));
        Assert.Equal(rollout.Lengths.Max(), (int)rollout.Responses.Width);
        using var experience = setup.Trainer.Experience(rollout);
        Assert.True(double.IsFinite(setup.Trainer.Learn(experience).Loss));
    }
}
