using Workbench.Data;
using Workbench.Experiments;
using Workbench.Models;
using Workbench.Training;

namespace Workbench.Tests.Experiments;

/// <summary>A stage on data of one's own.</summary>
public sealed class RunDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private SftConfig Small => new()
    {
        Sft = new() { CheckpointEvery = 2, Training = new() { BatchSize = 4, Steps = 2 } },
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_table_without_splits_holds_out_its_share_where_something_is_measured()
    {
        var data = Write("own.csv", "question,answer\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"i feel sad {i},i hear you {i}\n")));
        var config = Small with { Data = data, Columns = new Dictionary<string, string> { ["message"] = "question", ["reply"] = "answer" }, HeldOutShare = 0.25 };
        var measured = config with { Sft = config.Sft with { Training = config.Sft.Training with { EvaluateEvery = 1 } } };

        Run("all", config);
        var events = Run("measured", measured);

        // 40 examples, batches of 4; a quarter of them held out.
        Assert.Equal(4 / 40.0, (double)Metrics("all")[0]["epoch"]!, 1e-9);
        Assert.Equal(4 / 32.0, (double)Metrics("measured")[0]["epoch"]!, 1e-1);
        Assert.NotNull(Metrics("measured")[0]["evaluation"]!["perplexity"]);
        Assert.Contains("held-out perplexity", events.OfType<ExperimentEvent.StageFinished>().Single().Outcome);
    }

    [Fact]
    public void What_is_too_long_is_named_or_left_out()
    {
        var data = Write("own.jsonl", "{\"message\":\"hi\",\"reply\":\"hello\"}\n{\"message\":\"hi\",\"reply\":\"" + string.Concat(Enumerable.Repeat("word ", 80)) + "\"}\n");
        var config = Small with { Data = data };

        var message = Assert.Throws<WorkbenchException>(() => Run("no", config)).Message;
        Assert.StartsWith($"{data}, line 2: A reply has", message, StringComparison.Ordinal);
        Assert.Contains("--set tooLong=leaveOut", message);

        Assert.Contains("every record is longer", Assert.Throws<WorkbenchException>(() => Run(
            "none", config with { TooLong = TooLongRecord.LeaveOut, PromptTokens = 2 })).Message);

        Assert.Contains(", 1 record left out", Run("yes", config with { TooLong = TooLongRecord.LeaveOut }).OfType<ExperimentEvent.StageStarted>().Single().Title);
    }

    [Fact]
    public void The_best_model_by_perplexity_is_saved_and_a_stopped_run_comes_to_the_same()
    {
        var config = new SftConfig
        {
            Sft = new() { Examples = 32, CheckpointEvery = 2, Training = new() { BatchSize = 8, Steps = 6, EvaluateEvery = 1, Optimizer = new() { LearningRate = 3e-2 } } },
        };

        var events = Run("whole", config);
        StageRuns.Sft.Start(folder["stopped"], config).Events.TakeWhile(happening => happening is not ExperimentEvent.StageStepped { Step: 5 }).ToList();
        StageRuns.Sft.Resume(folder["stopped"]).Events.ToList();

        Assert.Equal(File.ReadAllBytes(folder["whole", "models/sft/model.safetensors"]), File.ReadAllBytes(folder["stopped", "models/sft/model.safetensors"]));
        var losses = Metrics("whole").Select(line => (double)line["evaluation"]!["loss"]!).ToArray();
        Assert.Contains($"best after step {Array.IndexOf(losses, losses.Min()) + 1} of 6", events.OfType<ExperimentEvent.StageFinished>().Single().Outcome);
    }

    [Fact]
    public void A_model_of_other_origin_takes_the_plain_layout_and_a_template()
    {
        var data = Write("own.jsonl", string.Concat(Enumerable.Repeat("{\"message\":\"we met\",\"reply\":\"they met\"}\n", 4)));
        var config = Small with { Data = data, Layout = PromptForm.Plain, Template = "Say it in short: {message}" };

        Run("run", config);

        using var bot = Chatbot.Load(folder["run", "models/sft"], 56, 48, TorchSharp.torch.CPU, form: PromptForm.Plain, template: new("In short: {message}"));
        Assert.Equal("In short: we met", bot.Tokenizer.Decode(bot.Layout.Prompt("we met"), skipSpecialTokens: false));
        Assert.Contains("template", Assert.Throws<WorkbenchException>(() => Run("no", config with { Template = "no field" })).Message);
    }

    [Fact]
    public void A_message_may_be_the_turn_of_a_chat()
    {
        using var bot = Chatbot.Load(StageRuns.BundledModel(), 56, 48, TorchSharp.torch.CPU, form: PromptForm.Chat);
        Assert.Equal("User: we met\nAssistant:", bot.Tokenizer.Decode(bot.Layout.Prompt("we met")));
    }

    [Fact]
    public void No_record_both_trains_and_measures_whatever_the_size()
    {
        var data = Write("many.csv", "message\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"number {i}\n")));
        var records = Workbench.Data.Public.TrainingData.Prompts(data);
        var layout = DialogueLayout.Unlimited(Workbench.Text.TokenizerFolder.Load(StageRuns.BundledModel()));
        var run = new RunData<Prompt>(records, new SftConfig { Data = data, HeldOutShare = 0.3 }, seed: 1);

        var train = run.Train(layout, prompt => [prompt.Message], holdOut: true).Select(prompt => prompt.Message).ToHashSet();
        var measured = run.Measure(layout, prompt => [prompt.Message]).Select(prompt => prompt.Message).ToArray();

        Assert.Equal((14_000, 6_000), (train.Count, measured.Length));
        Assert.DoesNotContain(measured, train.Contains);
        Assert.Equal(20_000, run.Train(layout, prompt => [prompt.Message], holdOut: false).Count);
    }

    private List<ExperimentEvent> Run(string name, SftConfig config) => [.. StageRuns.Sft.Start(folder[name], config).Events];

    private IReadOnlyList<System.Text.Json.Nodes.JsonObject> Metrics(string name) => RunFolder.Open(folder[name]).Metrics("sft");

    private string Write(string name, string text)
    {
        File.WriteAllText(folder[name], text);
        return folder[name];
    }
}
