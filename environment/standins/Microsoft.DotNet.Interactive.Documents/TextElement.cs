namespace Microsoft.DotNet.Interactive.Documents;

public class TextElement : InteractiveDocumentOutputElement
{
    public TextElement(string? text, string? name = "stdout")
    {
        Text = text ?? "";
        Name = name ?? "stdout";
    }

    public string Name { get; }

    public string Text { get; }
}
