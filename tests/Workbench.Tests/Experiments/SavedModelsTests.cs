using System.Text.Json.Nodes;
using Workbench.Experiments;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Experiments;

/// <summary>The folders that a run saves, held against what transformers made of them; see Saved/README.md.</summary>
public sealed class SavedModelsTests : IDisposable
{
    private static readonly string Saved = Path.Combine(AppContext.BaseDirectory, "Experiments", "Saved");
    private static readonly JsonNode Expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Saved, "transformers.json")))!;
    private static readonly string[] Prompts = [.. Expected["prompts"]!.AsArray().Select(text => (string)text!)];
    private static readonly string[] Replies = [.. Expected["replies"]!.AsArray().Select(text => (string)text!)];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Prompt_and_reply_become_the_tokens_that_transformers_makes_of_them()
    {
        using var bot = Load("pretrained");

        for (var i = 0; i < Prompts.Length; i++)
        {
            Assert.Equal(
                Expected["ids"]![i]!.AsArray().Select(id => (int)id!),
                bot.Layout.Prompt(Prompts[i]).Concat(bot.Layout.Reply(Replies[i])));
            Assert.Equal((int)Expected["reply_lengths"]![i]!, bot.Layout.Reply(Replies[i]).Count);
        }
    }

    [Fact]
    public void A_language_model_gives_the_log_probabilities_that_transformers_gives()
    {
        using var bot = Load("pretrained");

        var found = bot.LogProbabilities([.. Completions(bot).Select(completion => new Answer(completion, 0))]);

        AssertClose("log_probabilities", found);
    }

    [Fact]
    public void How_a_model_generates_is_saved_with_it()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Saved, "pretrained")))
        {
            File.Copy(file, Path.Combine(folder["."], Path.GetFileName(file)));
        }

        File.WriteAllText(folder["generation_config.json"], """{"eos_token_id": [0, 3], "temperature": 0.7}""");
        using var bot = Chatbot.Load(folder["."], promptTokens: 200, replyTokens: 32, CPU);

        bot.Save(folder["trained"]);

        var saved = JsonNode.Parse(File.ReadAllText(folder["trained", "generation_config.json"]))!;
        Assert.Equal([0, 3], saved["eos_token_id"]!.AsArray().Select(id => (int)id!));
        Assert.Equal(0.7, (double)saved["temperature"]!);
    }

    [Fact]
    public void A_reward_model_gives_the_logits_of_transformers_sequence_classifier()
    {
        using var bot = Load("pretrained");
        using var reward = LearnedRewardModel.Load(Path.Combine(Saved, "reward"), CPU);

        AssertClose("rewards", reward.Reward.Score(Completions(bot)));
    }

    [Theory]
    [InlineData("pretrained")]
    [InlineData("reward")]
    public void What_is_loaded_is_saved_again_to_the_same_bytes(string name)
    {
        var source = Path.Combine(Saved, name);
        using var bot = Load(name);
        using var head = name == "reward" ? ScalarHead.Load(source, bot.Model) : null;

        bot.Save(folder["again"], head);

        foreach (var file in Directory.GetFiles(source))
        {
            Assert.True(
                File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder["again"], Path.GetFileName(file)))),
                $"{name}/{Path.GetFileName(file)}");
        }
    }

    private static Chatbot Load(string name) => Chatbot.Load(Path.Combine(Saved, name), 130, 130, CPU);

    private static Completion[] Completions(Chatbot bot) =>
        [.. Prompts.Select((prompt, i) => new Completion(prompt, Replies[i], bot.Layout.Prompt(prompt), bot.Layout.Reply(Replies[i]), Ended: true))];

    private static void AssertClose(string key, IReadOnlyList<double> found)
    {
        for (var i = 0; i < found.Count; i++)
        {
            Assert.Equal((double)Expected[key]![i]!, found[i], 1e-3);
        }
    }
}
