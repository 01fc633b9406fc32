namespace Microsoft.DotNet.Interactive.Directives;

/// <summary>A directive and what it does: run a handler of its own, or make a command of its <see cref="KernelActionDirective.KernelCommandType"/>.</summary>
internal sealed record BoundDirective(KernelActionDirective Directive, KernelCommandInvocation Handler);
