using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>The likelihood of labels under logits, in double precision; for checks and small tables, not for training.</summary>
public static class CrossEntropy
{
    /// <summary>The label of a position that does not count.</summary>
    public const int Ignored = -100;

    /// <summary>ln softmax(logits)[label].</summary>
    /// <param name="logits">[V].</param>
    /// <param name="label">In 0 … V - 1, or <see cref="Ignored"/>, which gives 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such label.</exception>
    public static double LogProb(IReadOnlyList<double> logits, int label)
    {
        if (label == Ignored)
        {
            return 0;
        }

        if (label < 0 || label >= logits.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(label), label, $"A label lies in 0 … {logits.Count - 1}, or is {Ignored} for a position that does not count.");
        }

        return logits[label] - LogSum(logits);
    }

    /// <summary>
    /// The mean loss over the labels that count; with smoothing a share of the target lies evenly on all classes (Szegedy et al. 2016).
    /// </summary>
    /// <param name="logits">[N][V].</param>
    /// <param name="labels">[N].</param>
    /// <param name="smoothing">In [0, 1).</param>
    /// <returns>NaN when no label counts.</returns>
    /// <exception cref="ArgumentException">The lengths differ or a label does not exist.</exception>
    public static double Mean(IReadOnlyList<IReadOnlyList<double>> logits, IReadOnlyList<int> labels, double smoothing = 0)
    {
        if (logits.Count != labels.Count)
        {
            throw new ArgumentException($"There must be one label a position; found {labels.Count} labels for {logits.Count} positions.", nameof(labels));
        }

        var losses = new List<double>();
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i] != Ignored)
            {
                var even = LogSum(logits[i]) - Descriptive.Mean(logits[i]);
                losses.Add(-(1 - smoothing) * LogProb(logits[i], labels[i]) + smoothing * even);
            }
        }

        return Descriptive.Mean(losses);
    }

    private static double LogSum(IReadOnlyList<double> logits)
    {
        var largest = logits.Max();
        return largest + Math.Log(logits.Sum(logit => Math.Exp(logit - largest)));
    }
}
