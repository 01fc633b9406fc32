using Workbench.Training;

namespace Workbench.Tests.Training;

public sealed class AdamWOptionsTests
{
    [Fact]
    public void TheWarmUpRisesInEqualSteps()
    {
        var options = new AdamWOptions { LearningRate = 1, WarmUpSteps = 4 };
        Assert.Equal([0.25, 0.5, 0.75, 1, 1], Enumerable.Range(0, 5).Select(step => options.LearningRateAt(step, 10)));
    }

    [Fact]
    public void TheLinearScheduleFallsToItsFinalFraction()
    {
        var options = new AdamWOptions { LearningRate = 1, Schedule = Schedule.Linear, FinalFraction = 0.2 };
        Assert.Equal(1, options.LearningRateAt(0, 10), 12);
        Assert.Equal(0.6, options.LearningRateAt(5, 10), 12);
        Assert.Equal(0.2, options.LearningRateAt(10, 10), 12);
        Assert.Equal(0.2, options.LearningRateAt(99, 10), 12);
    }

    [Fact]
    public void TheCosineScheduleIsHalfwayInTheMiddle()
    {
        var options = new AdamWOptions { LearningRate = 2, Schedule = Schedule.Cosine, WarmUpSteps = 10 };
        Assert.Equal(2, options.LearningRateAt(10, 110), 12);
        Assert.Equal(1, options.LearningRateAt(60, 110), 12);
        Assert.Equal(0, options.LearningRateAt(110, 110), 12);
    }

    [Fact]
    public void AFaultNamesTheOptionItsValueAndItsRange()
    {
        var message = Assert.Throws<WorkbenchException>(() => new SftOptions { Optimizer = new() { LearningRate = -1 } }.Validate()).Message;
        Assert.Equal("The option SftOptions.Optimizer.LearningRate is -1; it must be above 0 and finite.", message);
    }
}
