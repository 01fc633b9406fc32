using Workbench.Evaluation;
using Workbench.Evaluation.Statistics;

namespace Workbench.Tests.Evaluation;

public sealed class SampleSizeTableTests
{
    private static readonly RatingSpread Spread = new(0.8, 1.2);

    [Fact]
    public void More_raters_need_fewer_prompts_but_never_fewer_than_perfect_raters()
    {
        var rows = SampleSizeTable.Of([0.3], [1, 2, 4, 1000], Spread);
        Assert.Equal(rows.OrderByDescending(r => r.Prompts), rows);
        var perfect = SampleSizeTable.Of([0.3], [1], Spread with { Raters = 0 })[0].Prompts;
        Assert.Equal(perfect!.Value, rows[^1].Prompts!.Value, 1.0);
    }

    [Fact]
    public void The_promised_power_is_reached_with_the_prompts_and_not_with_one_fewer()
    {
        foreach (var row in SampleSizeTable.Of([0.1, 0.5, 2], [1, 3], Spread, power: 0.9, alpha: 0.01))
        {
            Assert.True(SampleSizeTable.Power(row.Difference, row.Prompts!.Value, row.Raters, Spread, 0.01) >= 0.9);
            Assert.True(row.Prompts == 2 || SampleSizeTable.Power(row.Difference, row.Prompts.Value - 1, row.Raters, Spread, 0.01) < 0.9);
        }
    }

    [Fact]
    public void A_simulated_study_sees_the_difference_as_often_as_the_table_says()
    {
        var row = SampleSizeTable.Of([0.5], [2], Spread)[0];
        var random = new SeededRandom(21);
        var seen = 0;
        for (var study = 0; study < 1500; study++)
        {
            var differences = new double[row.Prompts!.Value];
            for (var p = 0; p < differences.Length; p++)
            {
                var truth = 0.5 + Spread.Prompts * random.NextGaussian();
                differences[p] = truth + Spread.Raters * (random.NextGaussian() + random.NextGaussian()) / 2;
            }

            seen += TTest.OneSample(differences).PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(seen / 1500.0, 0.77, 0.84);
    }

    [Fact]
    public void A_pilot_study_tells_raters_from_prompts()
    {
        var random = new SeededRandom(4);
        double[][] pilot = [.. Enumerable.Range(0, 400).Select(_ =>
        {
            var truth = Spread.Prompts * random.NextGaussian();
            return Enumerable.Range(0, 4).Select(_ => truth + Spread.Raters * random.NextGaussian()).ToArray();
        })];
        var estimate = RatingSpread.Estimate(pilot);
        Assert.Equal(Spread.Prompts, estimate.Prompts, 0.12);
        Assert.Equal(Spread.Raters, estimate.Raters, 0.08);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<WorkbenchException>(() => SampleSizeTable.Of([0], [1], Spread));
        Assert.Throws<WorkbenchException>(() => SampleSizeTable.Of([1], [1], default));
        Assert.Throws<WorkbenchException>(() => RatingSpread.Estimate([[1, 2]]));
        Assert.Throws<WorkbenchException>(() => RatingSpread.Estimate([[1, 2], [1]]));
        Assert.Throws<WorkbenchException>(() => RatingSpread.Estimate([[1, 2], [1, double.NaN]]));
    }
}
