using System.CommandLine;

namespace Workbench.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static readonly Option<bool> Debug = new("--debug")
    {
        Description = "Show the stack trace of a fault.",
        Recursive = true,
    };

    public static Option<FileInfo?> Config() => new("--config")
    {
        Description = "A JSON file with options; what it lacks keeps its default.",
        HelpName = "FILE",
    };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Change one option, for example --set ppo.klCoefficient=0.1. May be given several times.",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    public static Option<ulong?> Seed() => new("--seed")
    {
        Description = "The seed that all randomness of the run comes from.",
        HelpName = "N",
    };

    public static Option<DirectoryInfo?> Out() => new("--out")
    {
        Description = "The folder to write, which must be new or empty. Default: runs/ and a name made of the date and time.",
        HelpName = "DIR",
    };

    public static Option<string?> Device() => new("--device")
    {
        Description = "cpu (the default), cuda or cuda:N.",
        HelpName = "DEVICE",
    };
}
