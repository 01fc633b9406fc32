using Microsoft.DotNet.Interactive.Commands;

namespace Workbench.Interactive;

/// <summary>The command that the magic command <c>#!workbench</c> stands for.</summary>
public sealed class ShowAbout : KernelDirectiveCommand;
