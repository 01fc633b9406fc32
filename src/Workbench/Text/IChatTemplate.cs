namespace Workbench.Text;

/// <summary>Lays out a chat as the text that a model was trained on.</summary>
public interface IChatTemplate
{
    /// <summary>The text of a chat. Special tokens are written out in it, so it is encoded without adding any.</summary>
    /// <param name="messages">The turns, oldest first.</param>
    /// <param name="addGenerationPrompt">Whether to end where the assistant is to speak next.</param>
    /// <exception cref="WorkbenchException">The template refuses these roles or their order.</exception>
    string Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt = true);
}
