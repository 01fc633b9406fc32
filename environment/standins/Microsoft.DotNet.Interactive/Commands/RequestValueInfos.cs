using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Commands;

public class RequestValueInfos : KernelCommand
{
    public RequestValueInfos(string targetKernelName = null, string mimeType = PlainTextSummaryFormatter.MimeType)
        : base(targetKernelName) => MimeType = mimeType;

    public string MimeType { get; }
}
