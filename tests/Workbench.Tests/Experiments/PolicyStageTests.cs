using System.Text.Json.Nodes;
using Workbench.Checkpoints;
using Workbench.Experiments;
using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Tests.Models;
using Workbench.Text;
using Workbench.Training;

namespace Workbench.Tests.Experiments;

/// <summary>Rewards, critic, reference and the best checkpoint of a policy, as a configuration asks for them.</summary>
public sealed class PolicyStageTests : IDisposable
{
    private static readonly string Saved = Path.Combine(AppContext.BaseDirectory, "Experiments", "Saved");

    private readonly TemporaryFolder folder = new();

    private PpoConfig Small => new()
    {
        Model = Path.Combine(Saved, "pretrained"),
        RewardModel = Path.Combine(Saved, "reward"),
        PromptTokens = 200,
        ReplyTokens = 8,
        Ppo = new()
        {
            Prompts = 8, CheckpointEvery = 2, SampledIterations = 1, EvaluationPrompts = 6,
            Training = new()
            {
                Generation = new() { MaxNewTokens = 8, EndIds = [], PadId = 0 }, Iterations = 3, BatchSize = 4, MiniBatchSize = 4, Epochs = 1,
                Optimizer = new() { LearningRate = 1e-3 },
            },
        },
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Several_rewards_are_added_up_by_their_weights_and_reported_one_by_one()
    {
        var config = ConfigJson.Override(Small, [
            $"rewards=[{{\"kind\":\"classifier\",\"model\":{JsonValue.Create(Classifier()).ToJsonString()},\"label\":\"kind\",\"score\":\"probability\",\"weight\":2}},{{\"kind\":\"length\",\"longest\":2,\"slope\":0.5}},{{\"kind\":\"repetition\"}}]",
        ]);

        Run("run", config);

        var step = Metrics("run")[0];
        var parts = step.Where(pair => pair.Key.StartsWith("reward ", StringComparison.Ordinal)).ToDictionary(pair => pair.Key, pair => (double)pair.Value!);
        Assert.Equal(["reward 1, learned reward", "reward 2, P(kind)", "reward 3, length guard", "reward 4, repetition guard"], parts.Keys);
        Assert.InRange(parts["reward 2, P(kind)"], 0, 1);
        Assert.True(parts["reward 3, length guard"] < -1);
        Assert.Equal(
            (double)step["score"]!, parts["reward 1, learned reward"] + 2 * parts["reward 2, P(kind)"] + parts["reward 3, length guard"] + parts["reward 4, repetition guard"], 1e-6);
        Assert.Equal(ConfigJson.Write(config.Rewards[1]), ConfigJson.Write(RunFolder.Open(folder["run"]).ReadJson<PpoConfig>("config.json").Rewards[1]));
    }

    [Fact]
    public void A_classifier_may_be_the_only_reward()
    {
        var config = Small with { RewardModel = null, Rewards = [new LabelReward { Model = Classifier(), Label = "KIND" }] };

        Run("run", config);

        Assert.Contains(
            "has no label \"rude\"; its labels are kind, hostile",
            Fault("no", config with { Rewards = [new LabelReward { Model = Classifier(), Label = "rude" }] }));
    }

    [Theory]
    [InlineData("rewards=[{\"kind\":\"length\",\"shortest\":5,\"longest\":2}]", "rewards.0.longest is 2")]
    [InlineData("rewards=[{\"kind\":\"classifier\",\"model\":\"x\"}]", "rewards.0.label is not set")]
    [InlineData("rewards=[{\"kind\":\"repetition\"},{\"kind\":\"repetition\",\"weight\":\"NaN\"}]", "rewards.1.weight is NaN")]
    [InlineData("rewardModel=null", "--reward is missing")]
    [InlineData("ppo.referenceModel=nowhere", "nowhere")]
    public void A_wrong_reward_or_reference_is_named_and_nothing_is_written(string change, string message) =>
        Assert.Contains(message, Fault("no", ConfigJson.Override(Small, [change])));

    [Fact]
    public void A_reward_model_reads_the_text_of_a_policy_with_another_tokenizer()
    {
        var tokenizer = TokenizerFolder.Load(Path.Combine(Saved, "pretrained"));
        using var reward = LearnedRewardModel.Load(Path.Combine(Saved, "reward"), TorchSharp.torch.CPU);
        Assert.Same(reward.Reward, reward.For(tokenizer));

        var other = BpeTrainer.Train(["a quite different text"], new BpeTrainerOptions
        {
            VocabularySize = 280,
            Special = new() { End = DialogueLayout.End, Padding = DialogueLayout.Pad, Additional = [DialogueLayout.User, DialogueLayout.Bot] },
        });
        var layout = new DialogueLayout(tokenizer, 200, 200);
        var expected = reward.Reward.Score([new("I am sad.", "I hear you.", layout.Prompt("I am sad."), layout.Reply("I hear you."), true)]);
        var found = reward.For(other).Score([new("I am sad.", "I hear you.", other.Encode("I am sad."), other.Encode("I hear you."), true)]);
        Assert.Equal(expected[0], found[0], 1e-6);
    }

    [Theory]
    [InlineData(CriticChoice.Policy)]
    [InlineData(CriticChoice.Reward)]
    public void A_critic_of_its_own_is_trained_saved_and_taken_up_again_bit_for_bit(CriticChoice critic)
    {
        var config = Small with { Ppo = Small.Ppo with { Critic = critic, EvaluateEvery = 1 } };
        Run("whole", config);

        var (_, events) = StageRuns.Ppo.Start(folder["stopped"], config);
        events.TakeWhile(happening => happening is not ExperimentEvent.StageStepped { Step: 3 }).ToList();
        StageRuns.Ppo.Resume(folder["stopped"]).Events.ToList();

        Same("models/ppo/model.safetensors");
        Same("models/ppo-critic/model.safetensors");
        Same("metrics.jsonl");
        var start = Path.Combine(Saved, critic == CriticChoice.Policy ? "pretrained" : "reward", "model.safetensors");
        Assert.NotEqual(Weight(start), Weight(folder["whole", "models/ppo-critic/model.safetensors"]));

        void Same(string name) => Assert.Equal(File.ReadAllBytes(folder["whole", name]), File.ReadAllBytes(folder["stopped", name]));
    }

    [Fact]
    public void A_value_head_is_saved_with_the_policy_as_Trl_saves_it_and_the_next_training_goes_on_with_it()
    {
        Run("first", Small with { Ppo = Small.Ppo with { EvaluateEvery = 1 } });

        using (var saved = SafetensorsFile.Open(folder["first", "models/ppo/model.safetensors"]))
        {
            Assert.Equal([1, 16], saved.Tensors["v_head.summary.weight"].Shape);
            Assert.Equal([1], saved.Tensors["v_head.summary.bias"].Shape);
        }

        Assert.NotEqual(0, Values("first").Single(value => value != 0));
        Run("second", Small with { Model = folder["first", "models/ppo"] });
        Assert.NotEqual(0, (double)Metrics("second")[0]["valueMean"]!);
        Assert.Equal(0, (double)Metrics("first")[0]["valueMean"]!);

        double[] Values(string name) => [.. Metrics(name).Take(2).Select(line => (double)line["valueMean"]!)];
    }

    [Fact]
    public void A_value_head_lies_beside_an_adapter_and_is_found_there()
    {
        Run("first", Small with { Ppo = Small.Ppo with { Lora = new() { Rank = 2 } } });

        Assert.True(ValueHead.IsAt(folder["first", "models/ppo"]));
        Assert.False(ValueHead.IsAt(Path.Combine(Saved, "pretrained")));
        Run("second", Small with { Model = folder["first", "models/ppo"] });
        Assert.NotEqual(0, (double)Metrics("second")[0]["valueMean"]!);
    }

    [Theory]
    [InlineData(CriticChoice.Policy)]
    [InlineData(CriticChoice.Reward)]
    public void A_saved_critic_of_its_own_goes_on(CriticChoice critic)
    {
        Run("first", Small with { Ppo = Small.Ppo with { Critic = critic } });

        Run("second", Small with { Model = folder["first", "models/ppo"], Ppo = Small.Ppo with { CriticModel = folder["first"] } });

        Assert.NotEqual(0, (double)Metrics("second")[0]["valueMean"]!);
        Assert.Equal(folder["first", "models/ppo-critic"], RunFolder.Open(folder["second"]).ReadJson<PpoConfig>("config.json").Ppo.CriticModel);
        Assert.True(Directory.Exists(folder["second", "models/ppo-critic"]));
    }

    [Theory]
    [InlineData("reward model")]
    [InlineData("critic")]
    [InlineData("reference")]
    public void A_model_that_cannot_read_all_of_the_policys_tokens_is_named_at_the_start(string what)
    {
        var tokenizer = TokenizerFolder.Load(Path.Combine(Saved, "pretrained"));
        using (var larger = LanguageModels.Initialise(TinyModels.Config("gpt2").With("vocab_size", tokenizer.VocabularySize + 8).With("n_positions", 300), seed: 3))
        {
            LanguageModels.Save(larger, folder["policy"]);
            TokenizerFolder.Save(tokenizer, folder["policy"]);
        }

        var config = Small with { Model = folder["policy"] };
        var guard = config with { RewardModel = null, Rewards = [new LengthReward()] };
        var message = Fault("no", what switch
        {
            "reward model" => config,
            "critic" => guard with { Ppo = Small.Ppo with { CriticModel = Path.Combine(Saved, "pretrained"), Critic = CriticChoice.Policy } },
            _ => guard with { Ppo = Small.Ppo with { ReferenceModel = Path.Combine(Saved, "pretrained") } },
        });

        Assert.Contains(what, message);
        Assert.Contains(folder["policy"], message);
        Assert.Contains($"{tokenizer.VocabularySize + 8}", message);
    }

    [Fact]
    public void A_model_with_fewer_rows_than_its_tokenizer_has_tokens_is_refused()
    {
        var tokenizer = TokenizerFolder.Load(Path.Combine(Saved, "pretrained"));
        using (var smaller = LanguageModels.Initialise(TinyModels.Config("gpt2").With("vocab_size", tokenizer.VocabularySize - 1).With("n_positions", 300), seed: 3))
        {
            LanguageModels.Save(smaller, folder["policy"]);
            TokenizerFolder.Save(tokenizer, folder["policy"]);
        }

        Assert.Contains($"{folder["policy"]}: the model has a vocabulary of {tokenizer.VocabularySize - 1} tokens", Fault("no", Small with { Model = folder["policy"] }));
    }

    [Fact]
    public void The_plan_counts_measurements_on_the_way_and_a_classifier()
    {
        var plain = StageRuns.Ppo.Plan(Small);
        var measured = StageRuns.Ppo.Plan(Small with { Ppo = Small.Ppo with { EvaluateEvery = 1, EvaluationPrompts = 100 } });
        var judged = StageRuns.Ppo.Plan(Small with { Rewards = [new LabelReward { Model = Classifier(), Label = "kind" }] });

        Assert.DoesNotContain(plain.Phases, phase => phase.Name == "evaluation");
        var evaluation = Assert.Single(measured.Phases, phase => phase.Name == "evaluation");
        Assert.True(evaluation.Bytes > plain.Fullest.Bytes);
        Assert.Contains(evaluation.Items, item => item.Name == "keys and values");
        Assert.All(judged.Phases, phase => Assert.Contains(phase.Items, item => item is { Name: "classifier", Bytes: > 0 }));
    }

    [Fact]
    public void Harmful_settings_and_signs_of_a_collapse_are_told_once()
    {
        var events = Run("run", ConfigJson.Override(Small, ["ppo.training.kl.coefficient=0", "ppo.training.alarms.lowestDistinctShare=2", "ppo.training.alarms.lowestKl=1000"]));

        var told = events.OfType<ExperimentEvent.Warned>().ToArray();
        Assert.Equal([0, 1, 1], told.Select(warned => warned.Step));
        Assert.Contains("Kl.Coefficient is 0", told[0].Message);
        Assert.Contains("mean below zero", told[1].Message);
        Assert.Contains("of the responses differ", told[2].Message);
        Assert.DoesNotContain(Run("quiet", Small), happening => happening is ExperimentEvent.Warned);
    }

    [Fact]
    public void Skipped_updates_are_told_and_counted_and_a_training_of_nothing_else_ends()
    {
        var config = ConfigJson.Override(Small, ["ppo.training.ratioLimit=1e-9", "ppo.training.epochs=2", "ppo.training.iterations=2"]);
        var told = new List<ExperimentEvent.Warned>();

        var message = Assert.Throws<WorkbenchException>(() =>
        {
            foreach (var happening in StageRuns.Ppo.Start(folder["run"], config).Events)
            {
                told.AddRange(happening is ExperimentEvent.Warned warned ? [warned] : []);
            }
        }).Message;

        Assert.Contains("a ratio is above its limit", message);
        Assert.Contains("2 of 2 updates were skipped", Assert.Single(told).Message);
        Assert.All(Metrics("run"), line => Assert.Equal(2, (int)line["skippedUpdates"]!));
    }

    [Fact]
    public void A_critic_from_the_reward_model_needs_one() =>
        Assert.Contains("ppo.critic is reward", Fault("no", Small with
        {
            RewardModel = null, Rewards = [new LengthReward()], Ppo = Small.Ppo with { Critic = CriticChoice.Reward },
        }));

    [Fact]
    public void The_best_model_on_held_out_prompts_is_the_one_that_is_saved()
    {
        // A learning rate that ruins the policy sooner or later.
        var config = Small with { Ppo = Small.Ppo with { EvaluateEvery = 1, Training = Small.Ppo.Training with { Iterations = 4, Optimizer = new() { LearningRate = 3e-2 } } } };

        var events = Run("run", config);

        var objectives = Metrics("run").Select(line => (double)line["evaluationObjective"]!).ToArray();
        var best = Array.IndexOf(objectives, objectives.Max()) + 1;
        Assert.Contains($"best on held-out prompts after iteration {best}", events.OfType<ExperimentEvent.StageFinished>().Single().Outcome);
        Assert.Equal(
            File.ReadAllBytes(folder["run", "checkpoints/ppo/best/model.safetensors"]), File.ReadAllBytes(folder["run", "models/ppo/model.safetensors"]));
        Assert.All(Metrics("run"), line => Assert.Equal(
            (double)line["evaluationObjective"]!, (double)line["evaluationReward"]! - 0.3 * (double)line["evaluationKl"]!, 1e-9));
    }

    [Fact]
    public void A_second_adapter_beside_the_first_may_be_the_reference()
    {
        using (var whole = LanguageModels.Load(Path.Combine(Saved, "pretrained")))
        using (var first = Adapters.Add(whole, new LoraOptions { Rank = 2 }, seed: 1))
        using (var second = Adapters.Add(whole, new LoraOptions { Rank = 2, Start = LoraStart.Random }, seed: 2))
        {
            LanguageModels.Save(first, folder["policy"]);
            LanguageModels.Save(second, folder["policy", "reference"]);
        }

        var policy = Small with { Model = folder["policy"] };
        double Kl(string name, string? reference)
        {
            Run(name, policy with { Ppo = policy.Ppo with { ReferenceModel = reference } });
            return Math.Abs((double)Metrics(name)[0]["sampledKl"]!);
        }

        Assert.Equal(0, Kl("start", null), 3);
        Assert.True(Kl("named", "reference") > 1e-3);
        Assert.Equal(Kl("named again", folder["policy", "reference"]), Kl("same", "reference"));
        Assert.Equal(Path.GetFullPath(folder["policy", "reference"]), RunFolder.Open(folder["same"]).ReadJson<PpoConfig>("config.json").Ppo.ReferenceModel);
    }

    [Fact]
    public void Sampling_is_as_the_configuration_says_within_the_limits_of_the_model()
    {
        var cold = Run("cold", ConfigJson.Override(Small, ["ppo.training.generation.temperature=0.01"]));
        var warm = Run("warm", Small);

        Assert.True(Entropy("cold") < 0.5 * Entropy("warm"));
        double Entropy(string name) => (double)Metrics(name)[0]["entropy"]!;
    }

    [Fact]
    public void Lengths_are_drawn_at_random_where_the_configuration_says_so()
    {
        Run("run", ConfigJson.Override(Small, ["ppo.training.generation.randomLimit={\"shortest\":2,\"longest\":5}"]));

        Assert.All(Metrics("run"), line => Assert.InRange((double)line["meanLength"]!, 1, 4));
        Assert.Contains("ppo.training.generation.randomLimit", Fault("no", ConfigJson.Override(Small, ["ppo.training.generation.randomLimit={\"shortest\":5,\"longest\":5}"])));
    }

    [Fact]
    public void The_lab_runs_by_configuration_an_encoder_decoder_with_an_adapter_its_own_data_and_a_classifier()
    {
        var tokenizer = TokenizerFolder.Load(StageRuns.BundledModel());
        using (var t5 = LanguageModels.Initialise(TinyModels.Config("t5").With("vocab_size", tokenizer.VocabularySize).With("init_std", 0.1), seed: 3))
        {
            LanguageModels.Save(t5, folder["t5"]);
            TokenizerFolder.Save(tokenizer, folder["t5"]);
        }

        File.WriteAllText(folder["train.csv"], "id,dialogue,summary,topic\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},we met {i} times,they met,mood\n")));
        File.WriteAllText(folder["lab.json"], $$"""
            {
              "model": {{Json(folder["t5"])}}, "rewardModel": null, "data": {{Json(folder["train.csv"])}}, "layout": "plain",
              "template": "Summarize the following conversation.\n\n{message}\n\nSummary: ",
              "rewards": [{ "kind": "classifier", "model": {{Json(Classifier())}}, "label": "kind" }],
              "ppo": { "lora": { "rank": 2, "targets": ["q", "v"] }, "training": { "generation": { "randomLimit": { "shortest": 3, "longest": 9 } } } }
            }
            """);

        var events = Run("run", ConfigJson.Read(folder["lab.json"], Small));

        Assert.Contains("trainable parameters", events.OfType<ExperimentEvent.StageStarted>().Single().Title);
        Assert.Equal(0, (double)Metrics("run")[0]["sampledKl"]!, 4);
        Assert.Null(Metrics("run")[0]["gold"]);
        Assert.All(Metrics("run"), line => Assert.InRange((double)line["meanLength"]!, 1, 8));
        Assert.True(PeftFolder.IsAt(folder["run", "models/ppo"]));

        static string Json(string path) => JsonValue.Create(path).ToJsonString();
    }

    private List<ExperimentEvent> Run(string name, PpoConfig config) => [.. StageRuns.Ppo.Start(folder[name], config).Events];

    private string Fault(string name, PpoConfig config)
    {
        var message = Assert.Throws<WorkbenchException>(() => Run(name, config)).Message;
        Assert.False(Directory.Exists(folder[name]));
        return message;
    }

    private IReadOnlyList<JsonObject> Metrics(string name) => RunFolder.Open(folder[name]).Metrics("ppo");

    private static float[] Weight(string path)
    {
        using var file = SafetensorsFile.Open(path);
        using var tensor = file.Read(file.Tensors.Keys.Single(name => name.EndsWith("h.0.mlp.c_fc.weight", StringComparison.Ordinal)));
        return tensor.data<float>().ToArray();
    }

    private string Classifier() => TinyClassifier.At(folder["classifier"]);
}
