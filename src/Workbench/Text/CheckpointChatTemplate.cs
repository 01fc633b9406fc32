using System.Text;
using Workbench.Text.Chat;

namespace Workbench.Text;

/// <summary>
/// A chat template as checkpoints bring it ("chat_template" in tokenizer_config.json), in the part of that template language that chat
/// templates use: text, {{ … }}, for, if, set, the operators, and a few functions, filters and tests. Anything else (macros, includes,
/// dates) is refused by name when the template is read. Nothing outside the chat can be reached from a template.
/// </summary>
public sealed class CheckpointChatTemplate : IChatTemplate
{
    private readonly TemplateNode _template;
    private readonly SpecialTokens _special;

    /// <summary>Reads a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="special">The special tokens that it may name (bos_token, eos_token, …).</param>
    /// <exception cref="WorkbenchException">The template is broken, or uses what is not supported; the message names the place.</exception>
    public CheckpointChatTemplate(string template, SpecialTokens special)
    {
        _template = TemplateParser.Read(template);
        _special = special;
    }

    /// <inheritdoc/>
    public string Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt = true)
    {
        var scope = new TemplateScope(null)
        {
            ["messages"] = messages.Select(message => (object?)new Dictionary<string, object?> { ["role"] = message.Role, ["content"] = message.Content }).ToList(),
            ["add_generation_prompt"] = addGenerationPrompt,
            ["tools"] = null,
            ["documents"] = null,
        };
        foreach (var (name, token) in new[]
        {
            ("bos_token", _special.Beginning), ("eos_token", _special.End), ("unk_token", _special.Unknown), ("sep_token", _special.Separator),
            ("pad_token", _special.Padding), ("cls_token", _special.Classification), ("mask_token", _special.Mask),
        })
        {
            if (token != null)
            {
                scope[name] = token;
            }
        }

        var output = new StringBuilder();
        _template(scope, output);
        return output.ToString();
    }
}
