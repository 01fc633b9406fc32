using System.Text.Json.Serialization;

namespace Microsoft.DotNet.Interactive.Documents;

public sealed class InteractiveDocumentElement
{
    [JsonConstructor]
    public InteractiveDocumentElement() => Contents = "";

    public InteractiveDocumentElement(
        string? contents = null,
        string? kernelName = null,
        IEnumerable<InteractiveDocumentOutputElement>? outputs = null)
    {
        Contents = contents ?? "";
        KernelName = kernelName;
        Outputs = outputs is null ? [] : [.. outputs];
    }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; set; }

    public string? KernelName { get; set; }

    public string Contents { get; set; }

    public List<InteractiveDocumentOutputElement> Outputs { get; } = [];

    public int ExecutionOrder { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IDictionary<string, object>? Metadata { get; set; }

    /// <summary>The kernel that a first line such as #!fsharp names, if that is a kernel's name at all.</summary>
    internal string? NameOnFirstLine { get; set; }
}
