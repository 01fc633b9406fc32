using System.CommandLine;
using Spectre.Console;
using Workbench.Experiments;
using Workbench.Generation;
using static TorchSharp.torch;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench generate</c>: lets a model answer.</summary>
internal static class GenerateCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Option<string?>("--model")
        {
            Description = "The model's folder, or its name on the Hub; default: the bundled pre-trained one.",
            HelpName = "MODEL",
        };
        var prompt = new Option<string>("--prompt") { Description = "The message to answer.", Required = true, HelpName = "TEXT" };
        var count = new Option<int>("--count") { Description = "How many replies.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var promptTokens = new Option<int>("--prompt-tokens") { Description = "The most tokens of the message.", DefaultValueFactory = _ => 56, HelpName = "N" };
        var replyTokens = new Option<int>("--reply-tokens") { Description = "The most tokens of a reply.", DefaultValueFactory = _ => 48, HelpName = "N" };
        var (seed, on) = (CommonOptions.Seed(), CommonOptions.Device());
        var command = new Command("generate", "Let a model answer a message.") { model, prompt, count, promptTokens, replyTokens, seed, on };
        command.SetAction((parsed, stop) =>
        {
            var replies = parsed.GetValue(count);
            if (replies < 1)
            {
                throw new WorkbenchException($"--count is {replies}, expected at least 1.");
            }

            using var bot = Chatbot.Load(
                parsed.GetValue(model) is { } named ? PullCommand.ModelFolderOf(terminal, named, stop) : StageRuns.BundledModel(),
                parsed.GetValue(promptTokens), parsed.GetValue(replyTokens), device(parsed.GetValue(on) ?? "cpu"));
            var messages = Enumerable.Repeat(parsed.GetValue(prompt)!, replies).ToArray();
            foreach (var answer in bot.Answer(messages, new UniformSource(parsed.GetValue(seed) ?? 0)).SelectMany(batch => batch))
            {
                terminal.Out.WriteLine(answer.Completion.Response);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
