using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive.Events;

public class CodeSubmissionReceived : KernelEvent
{
    public CodeSubmissionReceived(SubmitCode command) : base(command)
    {
    }

    public string Code => ((SubmitCode)Command).Code;

    public override string ToString() => $"{base.ToString()}: {Formatting.Summary.OfFirstLine(Code)}";
}
