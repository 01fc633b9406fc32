namespace Workbench.Training;

/// <summary>Agreement of rewards with ratings over all pairs of responses to the same prompt.</summary>
internal static class RewardAgreement
{
    public static RewardModelEvaluation Measure(IReadOnlyList<double> scores, IReadOnlyList<RatedResponses> rated)
    {
        var (right, loss, pairs) = (0.0, 0.0, 0);
        var bins = new (double Confidence, double Right, int Count)[10];
        var start = 0;
        foreach (var example in rated)
        {
            for (var i = 0; i < example.Ratings.Count; i++)
            {
                for (var j = i + 1; j < example.Ratings.Count; j++)
                {
                    if (example.Ratings[i] == example.Ratings[j])
                    {
                        continue;
                    }

                    var firstIsBetter = example.Ratings[i] > example.Ratings[j];
                    var difference = scores[start + i] - scores[start + j];
                    var towardsBetter = firstIsBetter ? difference : -difference;
                    right += towardsBetter > 0 ? 1 : towardsBetter == 0 ? 0.5 : 0;
                    loss += LogOnePlusExp(-towardsBetter);
                    pairs++;
                    var confidence = 1 / (1 + Math.Exp(-Math.Abs(difference)));
                    ref var bin = ref bins[Math.Min(9, (int)((confidence - 0.5) * 20))];
                    bin = (bin.Confidence + confidence, bin.Right + (towardsBetter > 0 ? 1 : towardsBetter == 0 ? 0.5 : 0), bin.Count + 1);
                }
            }

            start += example.Responses.Count;
        }

        var mean = scores.Average();
        var deviation = scores.Count < 2 ? 0 : Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (scores.Count - 1));
        var ratings = rated.SelectMany(example => example.Ratings).ToArray();
        var labelled = scores.Zip(ratings).Where(pair => pair.Second is 0 or 1).ToArray();
        return new RewardModelEvaluation(
            right / pairs, loss / pairs, pairs, mean, deviation,
            [.. bins.Where(bin => bin.Count > 0).Select(bin => new CalibrationBin(bin.Confidence / bin.Count, bin.Right / bin.Count, bin.Count))])
        {
            SquaredError = scores.Zip(ratings, (score, rating) => (score - rating) * (score - rating)).Average(),
            LabelAccuracy = labelled.Length == 0 ? double.NaN : labelled.Average(pair => pair.First > 0 == (pair.Second == 1) ? 1.0 : 0.0),
        };
    }

    private static double LogOnePlusExp(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
