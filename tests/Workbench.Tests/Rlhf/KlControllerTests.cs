using Workbench.Rlhf;

namespace Workbench.Tests.Rlhf;

public sealed class KlControllerTests
{
    [Fact]
    public void TheCoefficientRisesAboveTheTargetAndFallsBelowIt()
    {
        Assert.True(KlController.Adaptive(0.2, 9, 6, 64, 1000) > 0.2);
        Assert.True(KlController.Adaptive(0.2, 3, 6, 64, 1000) < 0.2);
        Assert.Equal(0.2, KlController.Adaptive(0.2, 6, 6, 64, 1000));
    }

    [Fact]
    public void OneBatchMovesItByAtMostAFifthOfItsShareOfTheHorizon()
    {
        Assert.Equal(0.2 * (1 + 0.2 * 64 / 1000), KlController.Adaptive(0.2, 1e9, 6, 64, 1000), 12);
        Assert.Equal(0.2 * (1 - 0.2 * 64 / 1000), KlController.Adaptive(0.2, -1e9, 6, 64, 1000), 12);
    }

    [Fact]
    public void TenBatchesOfLab3HardlyMoveIt()
    {
        var coefficient = 0.2;
        for (var step = 0; step < 10; step++)
        {
            coefficient = KlController.Adaptive(coefficient, 30, 6, 16, 10000);
        }

        Assert.Equal(0.2006, coefficient, 4);
    }

    [Fact]
    public void UpdatesEndAtOneAndAHalfTimesTheTarget()
    {
        Assert.False(KlController.IsFar(0.15, 0.1));
        Assert.True(KlController.IsFar(0.1501, 0.1));
        Assert.False(KlController.IsFar(double.NaN, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => KlController.IsFar(1, 0));
    }

    [Fact]
    public void NumbersOutsideTheirRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => KlController.Adaptive(0.1, 6, 0, 64, 1000));
        Assert.Throws<ArgumentOutOfRangeException>(() => KlController.Adaptive(0.1, 6, 6, 64, double.NaN));
    }
}
