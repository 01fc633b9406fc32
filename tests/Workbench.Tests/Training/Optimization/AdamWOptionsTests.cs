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

    // get_scheduler of transformers 4.46.3, 3 updates of warm-up, 10 in all
    [Theory]
    [InlineData(Schedule.Constant, 0, new[] { 1, 1, 1, 1, 1, 1, 1, 1.0 })]
    [InlineData(Schedule.Linear, 0, new[]
    {
        1, 0.8571428571428571, 0.7142857142857143, 0.5714285714285714, 0.42857142857142855, 0.2857142857142857, 0.14285714285714285, 0,
    })]
    [InlineData(Schedule.Cosine, 0, new[]
    {
        1, 0.9504844339512095, 0.8117449009293668, 0.6112604669781572, 0.38873953302184283, 0.18825509907063326, 0.04951556604879048, 0,
    })]
    [InlineData(Schedule.Cosine, 0.1, new[]
    {
        1, 0.9554359905560885, 0.8305704108364301, 0.6501344202803414, 0.44986557971965857, 0.26942958916356996, 0.14456400944391146, 0.1,
    })]
    public void AfterTheWarmUpTheRatesAreThoseOfTransformers(Schedule schedule, double final, double[] rates)
    {
        var options = new AdamWOptions { LearningRate = 1, WarmUpSteps = 3, Schedule = schedule, FinalFraction = final };
        foreach (var (rate, i) in rates.Select((rate, i) => (rate, i)))
        {
            Assert.Equal(rate, options.LearningRateAt(3 + i, 10), 14);
        }
    }

    [Fact]
    public void AFaultNamesTheOptionItsValueAndItsRange()
    {
        var message = Assert.Throws<WorkbenchException>(() => new SftOptions { Optimizer = new() { LearningRate = -1 } }.Validate()).Message;
        Assert.Equal("The option SftOptions.Optimizer.LearningRate is -1; it must be above 0 and finite.", message);
    }
}
