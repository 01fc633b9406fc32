using System.Text.Json.Nodes;
using Spectre.Console;
using Workbench.Data.SupportConversations;
using Workbench.Experiments;

namespace Workbench.Cli.Tests;

[Collection(QuickRun.Collection)]
public sealed class QuickRunTests(QuickRun quick)
{
    // What a run must give again bit for bit.
    private static readonly string[] Results =
    [
        "metrics.jsonl", "samples.jsonl", "pairs.jsonl", "results.json",
        "models/sft/model.safetensors", "models/reward/model.safetensors", "models/ppo/model.safetensors", "models/ppo-no-kl/model.safetensors",
    ];

    [Fact]
    public void The_folder_holds_configuration_metrics_samples_models_and_report()
    {
        foreach (var name in Results.Concat(["config.json", "environment.json", "report.html", "models/sft/config.json", "models/sft/vocab.json"]))
        {
            Assert.True(File.Exists(Path.Combine(quick.Folder, name)), name);
        }
    }

    [Fact]
    public void The_configuration_names_every_value()
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(quick.Folder, "config.json")))!;

        Assert.Equal(4, (int)config["ppo"]!["training"]!["iterations"]!);
        Assert.Equal(0.3, (double)config["ppo"]!["training"]!["kl"]!["coefficient"]!);
        Assert.Equal(0.2, (double)config["ppo"]!["training"]!["clipRange"]!);
    }

    [Fact]
    public void Every_step_has_a_line_with_its_figures()
    {
        var lines = Lines("metrics.jsonl").ToArray();
        var ppo = lines.Where(line => (string)line["stage"]! == "ppo").ToArray();

        Assert.Equal([1, 2, 3, 4], ppo.Select(line => (int)line["step"]!));
        Assert.All(ppo, line => Assert.True(line["sampledKl"] is not null && line["klCoefficient"] is not null && line["gold"] is not null));
        Assert.Equal(0, (double)ppo[0]["sampledKl"]!, 1e-4);
    }

    [Fact]
    public void The_terminal_ends_with_the_table_and_plain_sentences()
    {
        Assert.Contains("95 % interval", quick.Output);
        Assert.Contains("gold score", quick.Output);
        Assert.Contains("PPO against fine-tuning.", quick.Output);
        Assert.Contains("Fine-tuning against pre-training.", quick.Output);
        Assert.Contains("Prompts needed to see a difference", quick.Output);
        Assert.Contains("chance is 50 %", quick.Output);
        Assert.Contains("report.html", quick.Output);
    }

    [Fact]
    public void No_prompt_that_measures_was_trained_on_and_half_are_of_held_out_topics()
    {
        var samples = RunFolder.Open(quick.Folder).Samples();
        var measured = samples.Where(sample => sample.Stage == "compare").Select(sample => sample.Prompt).ToHashSet();
        string[] trained =
        [
            .. Lines("pairs.jsonl").Select(line => (string)line["message"]!),
            .. samples.Where(sample => sample.Stage != "compare").Select(sample => sample.Prompt),
        ];

        Assert.Equal(40, measured.Count);
        Assert.DoesNotContain(trained, measured.Contains);
        Assert.Equal(20, measured.Count(prompt => TopicSet.HeldOut.Topics().Any(topic => topic.Nouns.Any(noun => prompt.Contains(noun.Text)))));
    }

    [Fact]
    public void The_comparison_fits_a_terminal_of_80_columns()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 80;

        ComparisonView.Show(new Terminal(console, console, live: false), RunFolder.Open(quick.Folder).ReadJson<ComparisonResults>(ComparisonResults.FileName));

        var lines = writer.ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        foreach (var metric in ReplyMetric.All)
        {
            Assert.Contains(lines, line => line.Contains(metric.Name) && line.Contains(" to ") && (line.Contains("0.") || line.Contains("1.")));
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_run_bit_for_bit_even_when_it_is_killed_again_and_again()
    {
        var folder = quick.Beside("killed");
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var (arguments, kills) = (new List<string>(["run", "quick", "--out", folder, .. QuickRun.Small]), 0);
        while (true)
        {
            using var process = WorkbenchProcess.Start([.. arguments]);
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(kills < 4 ? 1.5 + 5 * random.NextDouble() : 600));
            try
            {
                await process.WaitForExitAsync(patience.Token);
                Assert.True(process.ExitCode == ExitCode.Success, $"seed {seed}, after {kills} kills: exit code {process.ExitCode}: {await error}");
                break;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
                kills++;
            }

            if (File.Exists(Path.Combine(folder, "config.json")))
            {
                arguments = ["run", "--resume", folder];
            }
            else if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Assert.All(Results, name => Assert.True(
            File.ReadAllBytes(Path.Combine(quick.Folder, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, name))),
            $"{name} differs after {kills} kills (seed {seed})"));
    }

    [Fact]
    public async Task Interrupted_it_stops_after_the_step_and_says_how_to_go_on_and_meanwhile_no_other_process_may()
    {
        var folder = quick.Beside("interrupted");
        using var process = WorkbenchProcess.Start(["run", "quick", "--out", folder, .. QuickRun.Small]);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        while (!File.Exists(Path.Combine(folder, "metrics.jsonl")) && !process.HasExited)
        {
            await Task.Delay(20);
        }

        var (busy, _, refusal) = await WorkbenchProcess.RunAsync("run", "--resume", folder);
        System.Diagnostics.Process.Start("kill", [IgnoresInterrupts(process) ? "-TERM" : "-INT", $"{process.Id}"]).WaitForExit();
        await process.WaitForExitAsync();

        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        Assert.Contains("--resume", await error);
        Assert.Equal(ExitCode.BadInput, busy);
        Assert.Contains("another process is working on this run", refusal);
    }

    // A job that a shell started in the background inherits that Ctrl-C is ignored; SIGTERM does the same.
    private static bool IgnoresInterrupts(System.Diagnostics.Process process) =>
        OperatingSystem.IsLinux()
        && File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 2) != 0;

    private IEnumerable<JsonObject> Lines(string file) =>
        File.ReadLines(Path.Combine(quick.Folder, file)).Select(line => JsonNode.Parse(line)!.AsObject());
}
