using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Spectre.Console;
using Workbench.Cli.Commands;
using Workbench.Experiments;
using Workbench.Cli.Commands.Generating;

namespace Workbench.Cli;

/// <summary>The <c>workbench</c> command: parses, runs, and turns every fault into one line and an exit code.</summary>
public static class CommandLine
{
    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var root = Root(terminal);
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args, Verbatim);
        if (parsed.Errors.Count > 0)
        {
            Report(terminal, ParseFault.Describe(parsed));
            return ExitCode.BadInput;
        }

        var debug = parsed.GetValue(CommonOptions.Debug);
        using var interrupt = new Interrupt(terminal);
        try
        {
            // Faults come here as exceptions, not as System.CommandLine's own printout; and a step that is being saved after Ctrl-C may take
            // longer than the two seconds that it would grant.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(configuration, interrupt.Token);
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (WorkbenchException e)
        {
            Report(terminal, debug ? e.ToString() : e.Message);
            return ExitCode.BadInput;
        }
        catch (Exception e)
        {
            Report(terminal, debug ? e.ToString() : $"{e.GetType().Name}: {e.Message} (run again with --debug for the stack trace)");
            return ExitCode.Failure;
        }
    }

    // A message may begin with "@", which would else name a file of arguments.
    private static readonly ParserConfiguration Verbatim = new() { ResponseFileTokenReplacer = null };

    // A plain command: a RootCommand would call itself after the assembly.
    private static Command Root(Terminal terminal) => new("workbench", "A workbench for learning, exploring and reproducing RLHF.")
    {
        new HelpOption(),
        new VersionOption(),
        CommonOptions.Debug,
        RunCommand.Create(terminal),
        PretrainCommand.Create(terminal),
        StageCommands.Sft(terminal),
        StageCommands.Reward(terminal),
        StageCommands.Ppo(terminal),
        StageCommands.Groups(terminal, "grpo", "Train a fine-tuned model by GRPO on a reward model.", StageRuns.Grpo),
        StageCommands.Groups(terminal, "rloo", "Train a fine-tuned model by RLOO on a reward model.", StageRuns.Rloo),
        StageCommands.Groups(terminal, "online-dpo", "Train a fine-tuned model by DPO on its own replies and a reward model.", StageRuns.OnlineDpo),
        StageCommands.Dpo(terminal),
        StageCommands.Compare(terminal),
        SeedsCommand.Create(terminal),
        PlanCommand.Create(terminal),
        GenerateCommand.Create(terminal),
        PullCommand.Create(terminal),
        NotebookCommand.Create(terminal),
        DataCommand.Create(terminal),
        OptionsCommand.Create(terminal),
        ExplainDefectsCommand.Create(terminal),
        DoctorCommand.Create(terminal),
    };

    private static void Report(Terminal terminal, string message) =>
        terminal.Error.MarkupLineInterpolated($"[red]error:[/] {message}");
}
