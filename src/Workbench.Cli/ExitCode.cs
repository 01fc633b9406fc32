namespace Workbench.Cli;

/// <summary>What the process tells its caller.</summary>
public static class ExitCode
{
    /// <summary>Everything was done.</summary>
    public const int Success = 0;

    /// <summary>A fault of the workbench itself.</summary>
    public const int Failure = 1;

    /// <summary>Something that the user gave is not as it must be: an option, a file, a setting.</summary>
    public const int BadInput = 2;

    /// <summary>Ctrl-C: stopped after a step, with a checkpoint.</summary>
    public const int Interrupted = 130;
}
