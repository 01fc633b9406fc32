namespace Microsoft.DotNet.Interactive.Documents;

public class ErrorElement : InteractiveDocumentOutputElement
{
    public ErrorElement(string? errorValue = null, string? errorName = "Error", string[]? stackTrace = null)
    {
        ErrorName = errorName ?? "Error";
        ErrorValue = errorValue ?? "";
        StackTrace = stackTrace ?? [];
    }

    public string ErrorName { get; }

    public string ErrorValue { get; }

    public string[] StackTrace { get; }
}
