namespace Workbench.Text;

/// <summary>The chat layouts of the supported model families, and the choice among them.</summary>
public static class ChatTemplates
{
    /// <summary>ChatML, as Qwen 2 has it.</summary>
    /// <param name="defaultSystem">What the system says where the chat has no system message; null for nothing.</param>
    public static RoleChatTemplate ChatMl(string? defaultSystem = "You are a helpful assistant.") => new()
    {
        Before = "<|im_start|>{role}\n", After = "<|im_end|>\n", DefaultSystem = defaultSystem,
    };

    /// <summary>Llama 3's headers.</summary>
    /// <param name="beginning">The BOS token.</param>
    public static RoleChatTemplate Llama3(string beginning = "<|begin_of_text|>") => new()
    {
        Beginning = beginning, Before = "<|start_header_id|>{role}<|end_header_id|>\n\n", After = "<|eot_id|>", Trim = true,
    };

    /// <summary>Llama 2's instruction marks.</summary>
    /// <param name="beginning">The BOS token.</param>
    /// <param name="end">The EOS token.</param>
    public static Llama2ChatTemplate Llama2(string beginning = "<s>", string end = "</s>") => new(beginning, end);

    /// <summary>A dialogue as one would write it down: "User: …", "Assistant: …", a line each.</summary>
    public static RoleChatTemplate Plain { get; } = new()
    {
        Before = "{role}: ",
        After = "\n",
        GenerationPrompt = "Assistant:",
        Trim = true,
        RoleNames = new Dictionary<string, string> { ["user"] = "User", ["assistant"] = "Assistant", ["system"] = "System" },
    };

    /// <summary>
    /// The layout for a tokenizer: the checkpoint's own template, else the family's by the special tokens that it has, else
    /// <see cref="Plain"/>.
    /// </summary>
    /// <exception cref="WorkbenchException">The checkpoint's template uses what is not supported; the message names the place.</exception>
    public static IChatTemplate For(PipelineTokenizer tokenizer)
    {
        if (tokenizer.Settings.ChatTemplate is { } template)
        {
            return new CheckpointChatTemplate(template, tokenizer.Settings.Special);
        }

        if (tokenizer.IdOf("<|im_start|>") != null)
        {
            return ChatMl();
        }

        var (beginning, end) = (tokenizer.Settings.Special.Beginning, tokenizer.Settings.Special.End);
        return tokenizer.IdOf("<|start_header_id|>") != null ? Llama3(beginning ?? "<|begin_of_text|>")
            : tokenizer.IdOf("[INST]") != null ? Llama2(beginning ?? "<s>", end ?? "</s>")
            : Plain;
    }
}
