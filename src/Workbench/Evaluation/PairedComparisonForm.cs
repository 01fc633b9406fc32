using System.Globalization;

namespace Workbench.Evaluation;

/// <summary>A comparison in a notebook: what it means in words, then its numbers.</summary>
internal sealed class PairedComparisonForm : NotebookForm<PairedComparison>
{
    internal override NotebookTable Table(PairedComparison value) => new(
        value.PlainSentence,
        [
            ("before", Number(value.Before)),
            ("after", Number(value.After)),
            ("difference", Number(value.Difference)),
            ($"{(100 * value.Options.Level).ToString("0.#", CultureInfo.InvariantCulture)} % interval", $"{Number(value.Interval.Low)} to {Number(value.Interval.High)}"),
            ("p", Number(value.AdjustedPValue)),
            ("effect size d", Number(value.EffectSize)),
            ("rises, falls", $"{value.Rises}, {value.Falls}"),
        ]);

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
