namespace Workbench.Evaluation.Statistics;

/// <summary>How p values of several tests are corrected for there being several.</summary>
public enum Correction
{
    /// <summary>m p: the chance of any false alarm stays below alpha (Bonferroni).</summary>
    Bonferroni,

    /// <summary>1 - (1 - p)^m, for independent tests (Sidak 1967).</summary>
    Sidak,

    /// <summary>Bonferroni step by step from the smallest p (Holm 1979); never worse than <see cref="Bonferroni"/>, the default.</summary>
    Holm,

    /// <summary>Sidak step by step from the smallest p.</summary>
    HolmSidak,

    /// <summary>Step by step from the largest p (Hochberg 1988), for independent or positively dependent tests.</summary>
    Hochberg,

    /// <summary>Closed testing with Simes' inequality (Hommel 1988).</summary>
    Hommel,

    /// <summary>The expected share of false alarms among the alarms (Benjamini and Hochberg 1995).</summary>
    BenjaminiHochberg,

    /// <summary>The same under any dependence (Benjamini and Yekutieli 2001).</summary>
    BenjaminiYekutieli,
}
