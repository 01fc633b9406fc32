namespace Workbench.Text.Pipeline;

/// <summary>Normalizers one after another.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<INormalizer> steps) : INormalizer
{
    public Stretch Normalize(Stretch text) => steps.Aggregate(text, (current, step) => step.Normalize(current));
}
