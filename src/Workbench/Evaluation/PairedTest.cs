namespace Workbench.Evaluation;

/// <summary>The test behind a <see cref="PairedComparison"/>. Choose it before looking at the data.</summary>
public enum PairedTest
{
    /// <summary>
    /// The default. Asks about the mean difference, which is what the interval shows too, and assumes nothing about the shape of the
    /// distribution; scores of a classifier are anything but normal.
    /// </summary>
    SignFlip,

    /// <summary>Wilcoxon's signed ranks: asks whether differences lean to one side; little moved by outliers. For ratings.</summary>
    Wilcoxon,

    /// <summary>Student's t: asks about the mean difference; right for many pairs, or for normal differences.</summary>
    T,

    /// <summary>McNemar's exact test of yes/no answers; what <see cref="ShareComparison"/> uses.</summary>
    McNemar,
}
