namespace Microsoft.DotNet.Interactive.Documents;

public class ReturnValueElement : InteractiveDocumentOutputElement
{
    public IDictionary<string, object> Data { get; } = new Dictionary<string, object>();

    public int ExecutionOrder { get; set; }

    public IDictionary<string, object> Metadata { get; } = new Dictionary<string, object>();
}
