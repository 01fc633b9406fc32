namespace Microsoft.DotNet.Interactive.Documents;

public abstract class InteractiveDocumentOutputElement
{
}
