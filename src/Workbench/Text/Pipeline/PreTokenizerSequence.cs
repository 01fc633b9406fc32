namespace Workbench.Text.Pipeline;

/// <summary>Pre-tokenizers one after another, each on the parts of the one before.</summary>
internal sealed class PreTokenizerSequence(IReadOnlyList<IPreTokenizer> steps) : IPreTokenizer
{
    public void Split(Stretch text, List<Stretch> parts)
    {
        List<Stretch> current = [text];
        foreach (var step in steps)
        {
            List<Stretch> next = [];
            foreach (var part in current)
            {
                step.Split(part, next);
            }

            current = next;
        }

        parts.AddRange(current);
    }
}
