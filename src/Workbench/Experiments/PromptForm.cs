namespace Workbench.Experiments;

/// <summary>How a message becomes the tokens of a prompt.</summary>
public enum PromptForm
{
    /// <summary>Between the tokens of the bundled models: <c>&lt;|user|&gt; message &lt;|bot|&gt;</c>.</summary>
    Dialogue,

    /// <summary>As it is, with what the tokenizer's family adds to a text: for models of other origin.</summary>
    Plain,

    /// <summary>As the user's turn of a chat, laid out by the checkpoint's own template or its family's.</summary>
    Chat,
}
