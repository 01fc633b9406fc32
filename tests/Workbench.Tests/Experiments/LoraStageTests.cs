using Workbench.Checkpoints;
using Workbench.Experiments;
using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Text;
using Workbench.Training;

namespace Workbench.Tests.Experiments;

public sealed class LoraStageTests : IDisposable
{
    private static readonly LoraOptions Adapter = new() { Rank = 4, Alpha = 8, Targets = ["c_attn", "c_fc"] };

    private readonly string folder = Directory.CreateTempSubdirectory("workbench-").FullName;

    private string At(string name) => Path.Combine(folder, name);

    [Fact]
    public void Adapters_go_through_the_stages_and_their_folders()
    {
        var sft = new SftConfig
        {
            Sft = new() { Examples = 16, CheckpointEvery = 2, Lora = Adapter, Training = new() { BatchSize = 8, Steps = 4, Optimizer = new() { LearningRate = 1e-2 } } },
        };
        var events = StageRuns.Sft.Start(At("sft"), sft).Events.ToList();
        Assert.Contains("trainable parameters: ", events.OfType<ExperimentEvent.StageStarted>().Single().Title, StringComparison.Ordinal);
        Assert.True(PeftFolder.IsAt(At("sft/models/sft")));
        Assert.True(PeftFolder.IsAt(Assert.Single(Directory.GetDirectories(At("sft/checkpoints/sft")))));

        var reward = new RewardConfig
        {
            Reward = new() { Lora = Adapter, ScaleSamples = 4, Training = new() { BatchSize = 8, Epochs = 0.01 } },
        };
        StageRuns.Reward.Start(At("reward"), reward).Events.ToList();

        PpoConfig Ppo(ReferenceChoice choice, LoraOptions? lora = null) => new()
        {
            Model = At("sft/models/sft"),
            RewardModel = At("reward/models/reward"),
            ReplyTokens = 8,
            Ppo = new()
            {
                Prompts = 8, CheckpointEvery = 1, Reference = choice, Lora = lora,
                Training = new() { Generation = new() { MaxNewTokens = 8, EndIds = [], PadId = 0 }, Iterations = 2, BatchSize = 4, MiniBatchSize = 4, Epochs = 1 },
            },
        };
        Assert.Equal(0, Kl("right", Ppo(ReferenceChoice.Start)), 3);
        Assert.True(Math.Abs(Kl("wrong", Ppo(ReferenceChoice.Base))) > 1e-3);
        using var trained = LanguageModels.Load(At("right/models/ppo"), warn: warning => Assert.Fail(warning));
        Assert.Equal(Adapter.Rank, trained.Adapter!.Options.Rank);
        Assert.Contains("lora", Assert.Throws<WorkbenchException>(() => Kl("twice", Ppo(ReferenceChoice.Start, Adapter))).Message, StringComparison.Ordinal);

        // A run that was moved as a whole finds its own models; the base lies elsewhere here.
        Directory.Move(At("right"), At("moved"));
        using var moved = LanguageModels.Load(At("moved/models/ppo"), warn: warning => Assert.Fail(warning));

        double Kl(string name, PpoConfig config) => StageRuns.Ppo.Start(At(name), config).Events.ToList()
            .OfType<ExperimentEvent.StageStepped>().First().Figures.Single(figure => figure.Name == "KL").Value;
    }

    [Fact]
    public void An_adapter_is_switched_on_and_set_by_keys()
    {
        var config = ConfigJson.Override(new SftConfig(), ["sft.lora={}", "sft.lora.rank=16", "sft.lora.targets=[\"c_attn\"]", "sft.lora.bias=loraOnly"]);
        Assert.Equal((16, LoraBias.LoraOnly), (config.Sft.Lora!.Rank, config.Sft.Lora.Bias));
        Assert.Equal(["c_attn"], config.Sft.Lora.Targets!);
        Assert.Contains(
            "switch it on first: --set sft.lora={}",
            Assert.Throws<WorkbenchException>(() => ConfigJson.Override(new SftConfig(), ["sft.lora.rank=16"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_adapter_without_tokenizer_has_that_of_its_base()
    {
        using (var model = LanguageModels.Load(StageRuns.BundledModel()))
        using (var adapted = Adapters.Add(model, Adapter, seed: 1))
        {
            LanguageModels.Save(adapted, At("adapter"));
        }

        const string text = "i feel tired";
        Assert.Equal(TokenizerFolder.Load(StageRuns.BundledModel()).Encode(text), TokenizerFolder.Load(At("adapter")).Encode(text));
        using var bot = Chatbot.Load(At("adapter"), promptTokens: 56, replyTokens: 8, TorchSharp.torch.CPU);
        Assert.NotNull(bot.Model.Adapter);
    }

    [Fact]
    public void A_base_beside_the_adapter_is_found_after_both_were_moved()
    {
        Directory.CreateDirectory(At("run/models"));
        using (var model = Models.TinyModels.Build("gpt2"))
        {
            LanguageModels.Save(model, At("run/models/sft"));
        }

        using (var model = LanguageModels.Load(At("run/models/sft")))
        using (var adapted = Adapters.Add(model, Adapter, seed: 1))
        {
            LanguageModels.Save(adapted, At("run/models/ppo"));
        }

        Directory.Move(At("run"), At("elsewhere"));
        using var loaded = LanguageModels.Load(At("elsewhere/models/ppo"), warn: warning => Assert.Fail(warning));
        Assert.NotNull(loaded.Adapter);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
