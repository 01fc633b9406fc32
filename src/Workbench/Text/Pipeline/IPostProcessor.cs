namespace Workbench.Text.Pipeline;

/// <summary>Adds what the model family adds around one text or two, and adjusts offsets.</summary>
internal interface IPostProcessor
{
    /// <summary>How many tokens it adds.</summary>
    int AddedTokens(bool isPair);

    /// <summary>Turns the tokens of one or two texts into runs whose concatenation is the result.</summary>
    List<List<TextToken>> Process(List<List<TextToken>> runs, bool addSpecialTokens);
}
