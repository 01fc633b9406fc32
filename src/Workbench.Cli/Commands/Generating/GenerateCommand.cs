using System.CommandLine;
using Workbench.Experiments;
using Workbench.Generation;
using Workbench.Machine;
using Workbench.Models;
using Workbench.Text;

namespace Workbench.Cli.Commands.Generating;

/// <summary><c>workbench generate</c>: lets a model answer, or go on with a text.</summary>
internal static class GenerateCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Option<string?>("--model")
        {
            Description = "The model's folder, a run folder (its last model), or a name on the Hub. [default: the bundled pre-trained one]",
            HelpName = "MODEL",
        };
        var prompt = new Option<string>("--prompt") { Description = "The message to answer.", Required = true, HelpName = "TEXT" };
        var plain = new Option<bool>("--plain")
        {
            Description = "The text goes to the model as it is, not as a message of a conversation: for models that were not trained here.",
        };
        var count = CommonOptions.Number("--count", "How many replies.", least: 1, otherwise: 1);
        var promptTokens = CommonOptions.Number("--prompt-tokens", "The most tokens of the message.", least: 1, otherwise: 56);
        var replyTokens = CommonOptions.Number("--reply-tokens", "The most tokens of a reply.", least: 1, otherwise: 48);
        var stream = new Option<bool>("--stream") { Description = "Show each reply while it is generated, as is done on a terminal anyway." };
        var flags = new GenerationFlags();
        var (seed, on) = (CommonOptions.Seed("Another number gives other replies."), CommonOptions.Device());
        var command = new Command("generate", "Let a model answer a message.")
        {
            model, prompt, plain, count, promptTokens, replyTokens, stream, seed, on,
        };
        foreach (var flag in flags.All)
        {
            command.Options.Add(flag);
        }

        command.SetAction((parsed, stop) =>
        {
            var replies = parsed.GetValue(count);
            var folder = parsed.GetValue(model) is { } named ? Chosen(terminal, PullCommand.ModelFolderOf(terminal, named, stop)) : StageRuns.BundledModel();
            var where = DeviceName.Parse(parsed.GetValue(on) ?? "cpu");
            var (text, limit) = (parsed.GetValue(prompt)!, parsed.GetValue(replyTokens));
            if (string.IsNullOrWhiteSpace(text))
            {
                throw new WorkbenchException("--prompt is empty, expected a text.");
            }

            if (parsed.GetValue(plain))
            {
                using var generator = Loaded(terminal, progress => TextGenerator.Load(folder, where, progress));
                using var asItIs = generator.Prompts(text);
                Answer(generator.Model, generator.Tokenizer, asItIs, generator.Options(limit));
            }
            else
            {
                using var bot = Loaded(terminal, progress => Chatbot.Load(folder, parsed.GetValue(promptTokens), limit, where, progress));
                using var message = TokenBatches.LeftPadded([bot.Layout.Prompt(text)], bot.Tokenizer.PadId, where);
                Answer(bot.Model, bot.Tokenizer, message, bot.Sampling);
            }

            return Task.FromResult(ExitCode.Success);

            void Answer(ILanguageModel answering, PipelineTokenizer tokenizer, TokenBatch message, GenerationOptions length)
            {
                var options = flags.Read(parsed, length, tokenizer, replies);
                try
                {
                    options.Validate(answering.VocabularySize);
                }
                catch (WorkbenchException e)
                {
                    throw flags.Named(e);
                }

                var uniforms = new UniformSource(parsed.GetValue(seed));
                var printer = new ReplyPrinter(terminal.Out.Profile.Out.Writer);
                if (replies == 1 && options.Beams == 1 && (terminal.Live || parsed.GetValue(stream)))
                {
                    foreach (var piece in answering.StreamText(tokenizer, message, options, uniforms))
                    {
                        stop.ThrowIfCancellationRequested();
                        printer.Write(piece.Text);
                    }

                    printer.End();
                    return;
                }

                using var generated = answering.Generate(message, options, uniforms);
                foreach (var reply in generated.Texts(tokenizer, options))
                {
                    printer.Write(reply);
                    printer.End();
                }
            }
        });
        return command;
    }

    // Of a run folder nobody has said which model; the replies alone go to standard output.
    private static string Chosen(Terminal terminal, string folder)
    {
        var model = RunModels.Latest(folder);
        if (model != folder)
        {
            terminal.Announce($"model: {RunPaths.Short(model)}");
        }

        return model;
    }

    private static T Loaded<T>(Terminal terminal, Func<IProgress<TransferProgress>, T> load) =>
        TransferView.Show(terminal, "loading the model", TimeSpan.FromSeconds(10), load);
}
