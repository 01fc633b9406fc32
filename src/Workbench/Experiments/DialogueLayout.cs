using Workbench.Text;

namespace Workbench.Experiments;

/// <summary>
/// How a conversation becomes tokens: <c>&lt;|user|&gt; message &lt;|bot|&gt;</c> is the prompt (or what another <see cref="PromptForm"/> makes of
/// it), <c>reply &lt;|end|&gt;</c> the response. The same in pre-training, fine-tuning, reward modelling and PPO, so that a model never meets a
/// layout that it was not trained on.
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
    private readonly Func<string, IEnumerable<int>> encode;
    private readonly PromptTemplate? template;
    private readonly int promptLimit;
    private readonly int replyLimit;

    /// <summary>Creates the layout.</summary>
    /// <param name="tokenizer">A tokenizer; for <see cref="PromptForm.Dialogue"/> one that has the four special tokens.</param>
    /// <param name="promptLimit">The most tokens that a prompt may have.</param>
    /// <param name="replyLimit">The most tokens that a reply may have, the end token included.</param>
    /// <param name="form">What stands around a message.</param>
    /// <param name="template">A text with one field that the message is put into first; null for none.</param>
    /// <exception cref="WorkbenchException">A special token is missing: the model was not trained on conversations.</exception>
    public DialogueLayout(
        PipelineTokenizer tokenizer, int promptLimit, int replyLimit, PromptForm form = PromptForm.Dialogue, PromptTemplate? template = null)
    {
        this.tokenizer = tokenizer;
        this.template = template;
        this.promptLimit = promptLimit;
        this.replyLimit = replyLimit;
        encode = Encoder(tokenizer, form);
    }

    /// <summary>The layout that a tokenizer is made for, without limits: <see cref="PromptForm.Dialogue"/> where it has the tokens, else plain.</summary>
    public static DialogueLayout Unlimited(PipelineTokenizer tokenizer) => new(
        tokenizer, int.MaxValue, int.MaxValue, tokenizer.IdOf(User) is null || tokenizer.IdOf(Bot) is null ? PromptForm.Plain : PromptForm.Dialogue);

    /// <summary>Whether a message and a reply are within the limits.</summary>
    /// <param name="message">What is asked.</param>
    /// <param name="replies">What is answered.</param>
    public bool Fits(string message, params ReadOnlySpan<string> replies)
    {
        foreach (var reply in replies)
        {
            if (ReplyIds(reply).Length > replyLimit)
            {
                return false;
            }
        }

        return PromptIds(message).Length <= promptLimit;
    }

    /// <summary>The token ids of a message to be answered.</summary>
    /// <exception cref="WorkbenchException">The message has more tokens than a prompt may have, or none.</exception>
    public IReadOnlyList<int> Prompt(string message)
    {
        var ids = PromptIds(message);
        return ids.Length == 0 ? throw new WorkbenchException($"A prompt has no tokens: \"{Shortened(message)}\"")
            : ids.Length <= promptLimit ? ids
            : throw new WorkbenchException($"A prompt has {ids.Length} tokens, the limit is {promptLimit} (promptTokens): \"{Shortened(message)}\"");
    }

    /// <summary>The token ids of a reply, with its end.</summary>
    /// <param name="reply">The text.</param>
    /// <param name="limited">Whether the limit on its length holds; a cut-off reply that is read again may have a few tokens more.</param>
    /// <exception cref="WorkbenchException">The reply has more tokens than a response may have.</exception>
    public IReadOnlyList<int> Reply(string reply, bool limited = true)
    {
        var ids = ReplyIds(reply);
        return !limited || ids.Length <= replyLimit
            ? ids
            : throw new WorkbenchException($"A reply has {ids.Length} tokens, the limit is {replyLimit} (replyTokens): \"{Shortened(reply)}\"");
    }

    private Func<string, IEnumerable<int>> Encoder(PipelineTokenizer tokenizer, PromptForm form)
    {
        switch (form)
        {
            case PromptForm.Plain:
                return text => tokenizer.Encode(text);
            case PromptForm.Chat:
                var chat = ChatTemplates.For(tokenizer);
                return text => tokenizer.Encode(chat.Render([new ChatMessage("user", text)]), addSpecialTokens: false);
            default:
                var (user, bot) = (Require(User), Require(Bot));
                return text => [user, .. tokenizer.Encode(text, addSpecialTokens: false), bot];
        }
    }

    private int[] PromptIds(string message) => [.. encode(template?.Render(message) ?? message)];

    private int[] ReplyIds(string reply) => [.. tokenizer.Encode(reply, addSpecialTokens: false), tokenizer.EndId];

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private int Require(string token) =>
        tokenizer.IdOf(token) ?? throw new WorkbenchException(
            $"The tokenizer has no token {token}: this model was not trained on the bundled conversations. Take the layout plain (or chat, if it was trained on chats): --set layout=plain");
}
