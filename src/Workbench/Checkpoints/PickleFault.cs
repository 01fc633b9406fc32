namespace Workbench.Checkpoints;

/// <summary>Why a pickle is refused; whoever knows the file turns it into a <see cref="WorkbenchException"/>.</summary>
internal sealed class PickleFault(string reason) : Exception(reason);
