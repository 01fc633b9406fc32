using System.Text.Json.Nodes;
using Workbench.Checkpoints;
using Workbench.Data;
using Workbench.Data.SupportConversations;
using Workbench.Models;
using Workbench.Text;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>
/// Makes the "pre-trained model" of the lessons: learns a byte-level vocabulary and trains a small GPT-2 from nothing on conversations in
/// all tones, friendly and hostile ones mixed.
/// </summary>
public sealed class PretrainExperiment
{
    private const string Stage = "pretrain";

    private readonly RunContext context;
    private readonly PretrainConfig config;

    private PretrainExperiment(RunContext context, PretrainConfig config)
    {
        this.context = context;
        this.config = config;
    }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder => context.Folder;

    /// <summary>Where the trained model is when the run is done.</summary>
    public string ModelFolder => Folder.Path("models", "pretrained");

    /// <summary>Begins a run in a new or empty folder.</summary>
    /// <exception cref="WorkbenchException">An option lies outside its range, or the folder is not empty.</exception>
    public static PretrainExperiment Start(string folder, PretrainConfig config, CancellationToken stop = default) =>
        new(RunContext.Begin(folder, config, stop), config);

    /// <summary>Goes on with a stopped run; it ends bit for bit as it would have without the stop.</summary>
    /// <exception cref="WorkbenchException">The folder holds no run of this kind.</exception>
    public static PretrainExperiment Resume(string folder, CancellationToken stop = default)
    {
        var (context, config) = RunContext.Reopen<PretrainConfig>(folder, stop);
        return new PretrainExperiment(context, config);
    }

    /// <summary>Learns the vocabulary, trains, measures, and writes the model folder.</summary>
    public IEnumerable<ExperimentEvent> Run() => context.Guard(Train());

    private IEnumerable<ExperimentEvent> Train()
    {
        var corpus = SupportConversationGenerator.Generate(context.SeedOf("corpus"), config.Conversations);
        var heldOut = SupportConversationGenerator.Generate(
            context.SeedOf("held out"), config.HeldOut, SupportConversationOptions.Pretraining with { Split = DataSplit.Validation });
        var tokenizer = Vocabulary(corpus);
        using var model = LanguageModels.Initialise(Architecture(tokenizer), context.SeedOf("model"), context.Device);
        var (examples, measured) = (Examples(tokenizer, corpus), Examples(tokenizer, heldOut));
        using var trainer = new SftTrainer(model, examples, config.Training, tokenizer.PadId, context.SeedOf(Stage));
        var stage = new TrainingStage<SftStep>
        {
            Name = Stage,
            Title = "Pre-training",
            Steps = trainer.TotalSteps,
            CheckpointEvery = config.CheckpointEvery,
            Trainer = trainer,
            SaveModel = folder => LanguageModels.Save(model, folder),
            LoadModel = folder => ModelWeights.LoadInto(model, folder),
            Broken = step => step.Skipped,
            Watch = step => ([new("loss", step.Loss)], step.Tokens),
        };
        foreach (var happening in stage.Execute(context))
        {
            yield return happening;
        }

        var evaluation = trainer.Evaluate(measured);
        context.Folder.WriteFolder("models/pretrained", folder => Save(folder, model, tokenizer, evaluation));
        yield return new ExperimentEvent.StageFinished(
            Stage, FormattableString.Invariant($"held-out loss {evaluation.Loss:0.000} nats a token, perplexity {evaluation.Perplexity:0.00}"));
    }

    private PipelineTokenizer Vocabulary(IReadOnlyList<Conversation> corpus) => BpeTrainer.Train(
        corpus.Take(config.VocabularyConversations).SelectMany(conversation => new[] { conversation.Message, conversation.Reply }),
        new BpeTrainerOptions
        {
            VocabularySize = config.Vocabulary,
            Special = new()
            {
                End = DialogueLayout.End,
                Padding = DialogueLayout.Pad,
                Additional = [DialogueLayout.User, DialogueLayout.Bot],
            },
            MaxLength = config.Context,
        });

    private ModelConfig Architecture(PipelineTokenizer tokenizer) => new(new JsonObject
    {
        ["model_type"] = "gpt2",
        ["vocab_size"] = tokenizer.VocabularySize,
        ["n_positions"] = config.Context,
        ["n_embd"] = config.Width,
        ["n_layer"] = config.Layers,
        ["n_head"] = config.Heads,
        ["activation_function"] = "gelu_new",
        ["resid_pdrop"] = 0.0,
        ["embd_pdrop"] = 0.0,
        ["attn_pdrop"] = 0.0,
        ["bos_token_id"] = tokenizer.EndId,
        ["eos_token_id"] = tokenizer.EndId,
        ["pad_token_id"] = tokenizer.PadId,
    });

    // The prompt is the first token alone, so that the message is learned as well as the reply.
    private TokenExample[] Examples(PipelineTokenizer tokenizer, IReadOnlyList<Conversation> conversations)
    {
        var layout = DialogueLayout.Unlimited(tokenizer);
        return [.. conversations.Select(conversation =>
        {
            var prompt = layout.Prompt(conversation.Message);
            var reply = layout.Reply(conversation.Reply);
            return prompt.Count + reply.Count <= config.Context
                ? new TokenExample([prompt[0]], [.. prompt.Skip(1), .. reply])
                : throw new WorkbenchException(
                    $"A conversation has {prompt.Count + reply.Count} tokens, the context is {config.Context}: raise context, or vocabulary ({config.Vocabulary}).");
        })];
    }

    // With the model go its options and its log, so that whoever finds the folder knows how it came about.
    private void Save(string folder, ILanguageModel model, PipelineTokenizer tokenizer, SftEvaluation evaluation)
    {
        LanguageModels.Save(model, folder);
        TokenizerFolder.Save(tokenizer, folder);
        AtomicFile.WriteText(Path.Combine(folder, "pretraining.json"), ConfigJson.Write(config) + "\n");
        AtomicFile.WriteText(Path.Combine(folder, "pretraining-result.json"), ConfigJson.Write(evaluation) + "\n");
        File.Copy(context.Folder.Path("metrics.jsonl"), Path.Combine(folder, "pretraining-log.jsonl"), overwrite: true);
    }
}
