using Workbench.Text;

namespace Workbench.Experiments;

/// <summary>
/// How a conversation becomes tokens: <c>&lt;|user|&gt; message &lt;|bot|&gt;</c> is the prompt, <c>reply &lt;|end|&gt;</c> the response.
/// The same in pre-training, fine-tuning, reward modelling and PPO, so that a model never meets a layout that it was not trained on.
/// </summary>
public sealed class DialogueLayout
{
    /// <summary>Begins a message.</summary>
    public const string User = "<|user|>";

    /// <summary>Begins a reply.</summary>
    public const string Bot = "<|bot|>";

    /// <summary>Ends a reply.</summary>
    public const string End = "<|end|>";

    /// <summary>Fills a batch.</summary>
    public const string Pad = "<|pad|>";

    private readonly ITextTokenizer tokenizer;
    private readonly int user;
    private readonly int bot;
    private readonly int promptLimit;
    private readonly int replyLimit;

    /// <summary>Creates the layout.</summary>
    /// <param name="tokenizer">A tokenizer that has the four special tokens.</param>
    /// <param name="promptLimit">The most tokens that a prompt may have.</param>
    /// <param name="replyLimit">The most tokens that a reply may have, the end token included.</param>
    /// <exception cref="WorkbenchException">A special token is missing: the model was not trained on conversations.</exception>
    public DialogueLayout(ITextTokenizer tokenizer, int promptLimit, int replyLimit)
    {
        this.tokenizer = tokenizer;
        this.promptLimit = promptLimit;
        this.replyLimit = replyLimit;
        user = Require(User);
        bot = Require(Bot);
    }

    /// <summary>The token ids of a message to be answered.</summary>
    /// <exception cref="WorkbenchException">The message has more tokens than a prompt may have.</exception>
    public IReadOnlyList<int> Prompt(string message)
    {
        int[] ids = [user, .. tokenizer.Encode(message, addSpecialTokens: false), bot];
        return ids.Length <= promptLimit
            ? ids
            : throw new WorkbenchException($"A prompt has {ids.Length} tokens, the limit is {promptLimit} (promptTokens): \"{Shortened(message)}\"");
    }

    /// <summary>The token ids of a reply, with its end.</summary>
    /// <param name="reply">The text.</param>
    /// <param name="limited">Whether the limit on its length holds; a cut-off reply that is read again may have a few tokens more.</param>
    /// <exception cref="WorkbenchException">The reply has more tokens than a response may have.</exception>
    public IReadOnlyList<int> Reply(string reply, bool limited = true)
    {
        int[] ids = [.. tokenizer.Encode(reply, addSpecialTokens: false), tokenizer.EndId];
        return !limited || ids.Length <= replyLimit
            ? ids
            : throw new WorkbenchException($"A reply has {ids.Length} tokens, the limit is {replyLimit} (replyTokens): \"{Shortened(reply)}\"");
    }

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private int Require(string token) =>
        tokenizer.IdOf(token) ?? throw new WorkbenchException($"The tokenizer has no token {token}: this model was not trained on conversations.");
}
