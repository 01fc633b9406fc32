using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Commands;

public class SubmitCode : KernelCommand
{
    public SubmitCode(string code, string targetKernelName = null) : base(targetKernelName) =>
        Code = code ?? throw new ArgumentNullException(nameof(code));

    internal SubmitCode(string code, string targetKernelName, int firstLine) : this(code, targetKernelName)
    {
        FirstLine = firstLine;
        IsPartOfSubmission = true;
    }

    public string Code { get; internal set; }

    public override string ToString() => $"{nameof(SubmitCode)}: {Summary.OfFirstLine(Code)}";

    /// <summary>Where this part starts in the submission that it was split from, from 0.</summary>
    internal int FirstLine { get; }

    internal bool IsPartOfSubmission { get; }
}
