namespace Microsoft.DotNet.Interactive.Documents;

public class DisplayElement : InteractiveDocumentOutputElement
{
    public DisplayElement(IDictionary<string, object>? data) => Data = data ?? throw new ArgumentNullException(nameof(data));

    public IDictionary<string, object> Data { get; }

    public IDictionary<string, object> Metadata { get; } = new Dictionary<string, object>();
}
