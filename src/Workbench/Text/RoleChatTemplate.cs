using System.Text;

namespace Workbench.Text;

/// <summary>A chat layout made of fixed texts around each turn: what ChatML, Llama 3 and plain dialogues are, and a way to write one's own.</summary>
public sealed record RoleChatTemplate : IChatTemplate
{
    /// <summary>Stands before the first turn, such as a BOS token.</summary>
    public string Beginning { get; init; } = "";

    /// <summary>Stands before what is said; "{role}" is the role.</summary>
    public required string Before { get; init; }

    /// <summary>Stands after what is said; "{role}" is the role.</summary>
    public required string After { get; init; }

    /// <summary>What "{role}" becomes, by role; roles that are not named here stand for themselves.</summary>
    public IReadOnlyDictionary<string, string> RoleNames { get; init; } = new Dictionary<string, string>();

    /// <summary>The roles that may speak; empty allows all.</summary>
    public IReadOnlyList<string> AllowedRoles { get; init; } = [];

    /// <summary>The role that speaks after a generation prompt.</summary>
    public string AssistantRole { get; init; } = "assistant";

    /// <summary>What a generation prompt is; null for <see cref="Before"/> with <see cref="AssistantRole"/>.</summary>
    public string? GenerationPrompt { get; init; }

    /// <summary>What the system says where a chat does not begin with a system message; null for nothing.</summary>
    public string? DefaultSystem { get; init; }

    /// <summary>Whether white space at the ends of what is said goes.</summary>
    public bool Trim { get; init; }

    /// <inheritdoc/>
    public string Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt = true)
    {
        var text = new StringBuilder(Beginning);
        if (DefaultSystem != null && (messages.Count == 0 || messages[0].Role != "system"))
        {
            Append(new ChatMessage("system", DefaultSystem));
        }

        foreach (var message in messages)
        {
            Append(message);
        }

        if (addGenerationPrompt)
        {
            text.Append(GenerationPrompt ?? Filled(Before, AssistantRole));
        }

        return text.ToString();

        void Append(ChatMessage message)
        {
            if (AllowedRoles.Count > 0 && !AllowedRoles.Contains(message.Role))
            {
                throw new WorkbenchException($"chat: expected one of the roles {string.Join(", ", AllowedRoles)}, found \"{message.Role}\"");
            }

            text.Append(Filled(Before, message.Role)).Append(Trim ? message.Content.Trim() : message.Content).Append(Filled(After, message.Role));
        }
    }

    private string Filled(string text, string role) => text.Replace("{role}", RoleNames.GetValueOrDefault(role, role), StringComparison.Ordinal);
}
