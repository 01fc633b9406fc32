using System.Text;

namespace Workbench.Text;

/// <summary>
/// Llama 2's chat layout: "BOS[INST] question [/INST] answer EOS" for each pair of turns, the system's words inside the first question
/// between &lt;&lt;SYS&gt;&gt; marks. User and assistant take turns; the layout has no separate generation prompt.
/// </summary>
/// <param name="beginning">The BOS token.</param>
/// <param name="end">The EOS token.</param>
public sealed class Llama2ChatTemplate(string beginning = "<s>", string end = "</s>") : IChatTemplate
{
    /// <inheritdoc/>
    public string Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt = true)
    {
        var system = messages is [{ Role: "system" } first, ..] ? first.Content : null;
        var turns = system is null ? messages : [.. messages.Skip(1)];
        var text = new StringBuilder();
        for (var i = 0; i < turns.Count; i++)
        {
            var (role, content) = turns[i];
            var expected = i % 2 == 0 ? "user" : "assistant";
            if (role != expected)
            {
                throw new WorkbenchException($"chat: turn {i + 1}: expected \"{expected}\", found \"{role}\"; user and assistant take turns");
            }

            content = i == 0 && system != null ? $"<<SYS>>\n{system}\n<</SYS>>\n\n{content}" : content;
            text.Append(role == "user" ? $"{beginning}[INST] {content.Trim()} [/INST]" : $" {content.Trim()} {end}");
        }

        return text.ToString();
    }
}
