namespace Workbench.Text.Pipeline;

/// <summary>Splits the text between added tokens into the parts that a model encodes one by one; it may change them too.</summary>
internal interface IPreTokenizer
{
    /// <summary>Appends the parts, in order; empty ones are left out.</summary>
    void Split(Stretch text, List<Stretch> parts);
}
