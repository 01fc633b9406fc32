namespace Workbench.Text.Pipeline;

/// <summary>The vocabulary, and how one part of a text becomes tokens of it.</summary>
internal interface ITokenModel
{
    /// <summary>The vocabulary without added tokens.</summary>
    IReadOnlyDictionary<string, int> Vocabulary { get; }

    /// <summary>Appends the tokens of a part.</summary>
    void Tokenize(Stretch part, List<TextToken> tokens);
}
