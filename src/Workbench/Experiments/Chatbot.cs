using TorchSharp;
using Workbench.Checkpoints;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Rewards;
using Workbench.Text;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Experiments;

/// <summary>A language model with its tokenizer and layout: it answers messages.</summary>
public sealed class Chatbot : IDisposable
{
    /// <summary>Messages that are answered at a time.</summary>
    public const int BatchSize = 128;

    private readonly Device device;
    private readonly ModelConfig? generation;

    private Chatbot(
        string folder, ILanguageModel model, PipelineTokenizer tokenizer, DialogueLayout layout, int replyTokens, Device device, ModelConfig? generation)
    {
        this.generation = generation;
        Folder = folder;
        Model = model;
        Tokenizer = tokenizer;
        Layout = layout;
        ReplyTokens = replyTokens;
        this.device = device;
    }

    /// <summary>Where it was loaded from.</summary>
    public string Folder { get; }

    /// <summary>The model.</summary>
    public ILanguageModel Model { get; private set; }

    /// <summary>Its tokenizer.</summary>
    public PipelineTokenizer Tokenizer { get; }

    /// <summary>How conversations become tokens.</summary>
    public DialogueLayout Layout { get; }

    /// <summary>The most tokens of a reply, its end included.</summary>
    public int ReplyTokens { get; }

    /// <summary>Where the model lives.</summary>
    internal Device Device => device;

    /// <summary>How replies are sampled: the plain distribution of the model, as PPO needs it.</summary>
    public GenerationOptions Sampling => Limited(new() { MaxNewTokens = ReplyTokens, EndIds = [], PadId = 0 });

    /// <summary>Options with the length limit and the special tokens of this model.</summary>
    public GenerationOptions Limited(GenerationOptions options) => options with
    {
        MaxNewTokens = ReplyTokens,
        EndIds = [Tokenizer.EndId],
        PadId = Tokenizer.PadId,
    };

    /// <summary>Loads a model folder with its tokenizer.</summary>
    /// <param name="folder">A Hugging Face folder.</param>
    /// <param name="promptTokens">The most tokens of a prompt.</param>
    /// <param name="replyTokens">The most tokens of a reply.</param>
    /// <param name="device">Where the model goes.</param>
    /// <param name="progress">Told after each tensor; null tells nobody.</param>
    /// <param name="form">What stands around a message.</param>
    /// <param name="template">A text with one field that a message is put into first; null for none.</param>
    /// <exception cref="WorkbenchException">The folder is not sound, or its context is shorter than prompt and reply together.</exception>
    public static Chatbot Load(
        string folder, int promptTokens, int replyTokens, Device device, IProgress<TransferProgress>? progress = null,
        PromptForm form = PromptForm.Dialogue, PromptTemplate? template = null)
    {
        var tokenizer = TokenizerFolder.Load(folder);
        var layout = new DialogueLayout(tokenizer, promptTokens, replyTokens, form, template);
        var model = LanguageModels.Load(folder, device, progress: progress);
        if (model.ContextLength is { } context && promptTokens + replyTokens > context)
        {
            model.Dispose();
            throw new WorkbenchException($"{folder}: the model's context has {context} tokens; promptTokens {promptTokens} and replyTokens {replyTokens} need {promptTokens + replyTokens}.");
        }

        try
        {
            Vocabularies.RequireOwn(folder, model.VocabularySize, tokenizer.VocabularySize);
        }
        catch (WorkbenchException)
        {
            model.Dispose();
            throw;
        }

        var generation = PeftFolder.IsAt(folder) ? null : HuggingFaceFolder.Open(folder).GenerationConfig;
        return new Chatbot(folder, model, tokenizer, layout, replyTokens, device, generation);
    }

    /// <summary>Puts a new adapter onto the model, so that training moves the adapter alone.</summary>
    /// <param name="options">The adapter; null leaves the model as it is: a whole model, or one under the adapter that it was saved with.</param>
    /// <param name="seed">The seed of the adapter's start.</param>
    /// <exception cref="WorkbenchException">The model runs under an adapter already.</exception>
    public void Adapt(LoraOptions? options, ulong seed)
    {
        if (options is null)
        {
            return;
        }

        if (Model.Adapter is not null)
        {
            throw new WorkbenchException("The model runs under an adapter already, which will be trained further: leave lora unset.");
        }

        var whole = Model;
        Model = Adapters.Add(whole, options, seed);
        whole.Dispose();
    }

    /// <summary>How much of the model is trained, in words that go behind a title; empty for a whole model.</summary>
    public string TrainedShare => Model.Adapter is null ? "" : $", {TrainableParameters.Of(Model)}";

    /// <summary>
    /// Writes the model, its tokenizer and the generation_config.json that it came with into a folder that transformers loads, with a head as
    /// <see cref="LanguageModels.Save"/> puts it there.
    /// </summary>
    public void Save(string folder, ScalarHead? scalarHead = null, ValueHead? valueHead = null)
    {
        LanguageModels.Save(Model, folder, generation, scalarHead: scalarHead, valueHead: valueHead);
        TokenizerFolder.Save(Tokenizer, folder);
    }

    /// <summary>The prompts of messages, for PPO.</summary>
    public IReadOnlyList<PromptExample> Prompts(IEnumerable<string> messages) =>
        [.. messages.Select(message => new PromptExample(message, Layout.Prompt(message)))];

    /// <summary>Answers messages, a batch at a time.</summary>
    /// <param name="messages">What is asked.</param>
    /// <param name="uniforms">The luck of each message: row i is that of message i.</param>
    public IEnumerable<IReadOnlyList<Answer>> Answer(IReadOnlyList<string> messages, UniformSource uniforms)
    {
        for (var start = 0; start < messages.Count; start += BatchSize)
        {
            yield return AnswerBatch(messages.Skip(start).Take(BatchSize).ToArray(), uniforms.From(start));
        }
    }

    /// <summary>log pi(reply | message) of each answer under this model, summed over its tokens, in nats.</summary>
    public double[] LogProbabilities(IReadOnlyList<Answer> answers) => LogProbabilities(answers, Model);

    /// <summary>log pi(reply | message) of each answer under another model of the same tokenizer, such as the reference.</summary>
    internal double[] LogProbabilities(IReadOnlyList<Answer> answers, ILanguageModel model)
    {
        using var scope = NewDisposeScope();
        using var workers = new Workers(device);
        var parts = RowParts.Of(
            [.. answers.Select(answer => answer.Completion.PromptIds.Count + answer.Completion.ResponseIds.Count)], BatchSize, workers.OnCpu);
        var sums = zeros([answers.Count], ScalarType.Float64, device);
        workers.Run(parts.Count, index =>
        {
            using var inner = NewDisposeScope();
            using var noGrad = no_grad();
            Completion[] part = [.. parts[index].Select(row => answers[row].Completion)];
            var batch = ResponseBatch.Of([.. part.Select(completion => new TokenExample(completion.PromptIds, completion.ResponseIds))], Tokenizer.PadId, device);
            var logProbs = batch.LogProbs(model, model.HiddenStates(batch.Prompts, batch.Responses), temperature: 1);
            sums.index_copy_(0, tensor(parts[index].Select(row => (long)row).ToArray(), device: device), logProbs.sum(1, type: ScalarType.Float64));
        });
        return sums.cpu().data<double>().ToArray();
    }

    /// <summary>Frees the model.</summary>
    public void Dispose() => Model.Dispose();

    private Answer[] AnswerBatch(IReadOnlyList<string> messages, UniformSource uniforms)
    {
        using var scope = NewDisposeScope();
        var promptIds = messages.Select(Layout.Prompt).ToArray();
        var prompts = TokenBatches.LeftPadded(promptIds, Tokenizer.PadId, device);
        var generated = Model.Generate(prompts, Sampling, uniforms);
        var ids = TokenBatches.ToLists(generated.Responses);
        var logProbs = Sums(generated.LogProbs);
        return [.. messages.Select((message, i) => new Answer(
            new Completion(message, Tokenizer.Decode(ids[i]).Trim(), promptIds[i], ids[i], generated.Ended[i]),
            logProbs[i]))];
    }

    private static double[] Sums(Tensor logProbs)
    {
        using var sums = logProbs.sum(1, type: ScalarType.Float64).cpu();
        return sums.data<double>().ToArray();
    }
}

/// <summary>A reply as a model gave it.</summary>
/// <param name="Completion">Message and reply, as text and as tokens.</param>
/// <param name="LogProbability">log pi(reply | message) under the model that gave it, in nats.</param>
public sealed record Answer(Completion Completion, double LogProbability);
