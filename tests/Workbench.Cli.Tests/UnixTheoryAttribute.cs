namespace Workbench.Cli.Tests;

/// <summary>A test that needs a Unix shell; elsewhere it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "needs a Unix shell" : null!;
}
