using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive.Events;

public class CompleteCodeSubmissionReceived : KernelEvent
{
    public CompleteCodeSubmissionReceived(SubmitCode submitCode) : base(submitCode)
    {
    }

    public string Code => ((SubmitCode)Command).Code;

    public override string ToString() => $"{base.ToString()}: {Formatting.Summary.OfFirstLine(Code)}";
}
