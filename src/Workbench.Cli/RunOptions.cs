using System.CommandLine;
using Workbench.Experiments;

namespace Workbench.Cli;

/// <summary>The options of every command that makes a run folder.</summary>
internal sealed class RunOptions
{
    private readonly Option<FileInfo?> config = new("--config")
    {
        Description = "A JSON file with options; what it lacks keeps its default.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> set;
    private readonly Option<ulong> seed = CommonOptions.Seed("The number that all randomness of the run comes from.");
    private readonly Option<DirectoryInfo?> output = CommonOptions.Folder(
        "--out", "The folder to write, which must be new or empty. [default: runs/ and a name made of date and time]");

    private readonly Option<string?> device = CommonOptions.Device();
    private readonly Option<DirectoryInfo?> resume = CommonOptions.Folder(
        "--resume", "Go on with the stopped run in this folder; its options stay as they were.");

    /// <param name="command">The command, whose keys <c>workbench options</c> lists.</param>
    /// <param name="example">A change of one option, as --set takes it.</param>
    public RunOptions(string command, string example) => set = new("--set")
    {
        Description = $"Change one option, for example --set {example}. May be given several times; workbench options {command} lists all.",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [config, set, seed, output, device, resume];

    /// <summary>Those that say what is done, without those that say where.</summary>
    public IEnumerable<Option> Settings => [config, set, seed, device];

    /// <summary>Defaults, then the file, then --set, then --seed and --device.</summary>
    public T Resolve<T>(T defaults, ParseResult parsed) where T : RunConfig
    {
        var file = parsed.GetValue(config);
        var resolved = ConfigJson.Override(file is null ? defaults : ConfigJson.Read(file.FullName, defaults), parsed.GetValue(set)!);
        return resolved with
        {
            Seed = parsed.GetResult(seed) is null ? resolved.Seed : parsed.GetValue(seed),
            Device = parsed.GetValue(device) ?? resolved.Device,
        };
    }

    /// <summary>The folder that was named, or a new one under runs/.</summary>
    public string Folder(ParseResult parsed, string experiment) =>
        parsed.GetValue(output)?.FullName ?? RunPaths.New(experiment, DateTime.Now);

    /// <summary>The stopped run to go on with; null to begin a new one.</summary>
    /// <exception cref="WorkbenchException">Another option of the run was given with it.</exception>
    public string? Resumed(ParseResult parsed)
    {
        if (parsed.GetValue(resume) is not { } folder)
        {
            return null;
        }

        Option[] kept = [.. parsed.CommandResult.Command.Options.Where(option => option.Name is not ("--resume" or "--save") && IsGiven(parsed, option))];
        return kept.Length == 0
            ? folder.FullName
            : throw new WorkbenchException($"--resume goes on with the options that the run was begun with: leave out {string.Join(" and ", kept.Select(option => option.Name))}.");
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
