namespace Workbench.Text.Pipeline;

/// <summary>Decoders one after another.</summary>
internal sealed class DecoderSequence(IReadOnlyList<IDecoder> steps) : IDecoder
{
    public List<string> Decode(List<string> tokens) => steps.Aggregate(tokens, (current, step) => step.Decode(current));
}
