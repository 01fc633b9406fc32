namespace Workbench.Text;

/// <summary>Text to token ids and back: the only thing that training, rewards and the command line know of a tokenizer.</summary>
public interface ITextTokenizer
{
    /// <summary>Number of ids, added tokens included: every id lies in [0, VocabularySize).</summary>
    int VocabularySize { get; }

    /// <summary>The id that ends a response.</summary>
    int EndId { get; }

    /// <summary>The id that fills a batch. Distinct from <see cref="EndId"/> unless the checkpoint says otherwise.</summary>
    int PadId { get; }

    /// <summary>Token ids of a text. Special tokens written in the text become their ids.</summary>
    /// <param name="text">Any Unicode text.</param>
    /// <param name="addSpecialTokens">Whether to add what the model family adds by itself, such as BOS or EOS.</param>
    IReadOnlyList<int> Encode(string text, bool addSpecialTokens = true);

    /// <summary>Text of token ids; bytes that are not valid UTF-8 become U+FFFD.</summary>
    /// <param name="ids">Token ids.</param>
    /// <param name="skipSpecialTokens">Whether to leave special tokens out.</param>
    string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true);

    /// <summary>The id of a token as the vocabulary spells it, or null where there is no such token.</summary>
    int? IdOf(string token);
}
