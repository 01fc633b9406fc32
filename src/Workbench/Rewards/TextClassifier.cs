using TorchSharp;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Rewards;

/// <summary>A sequence classifier with its own tokenizer. Texts beyond its context are judged by their beginning.</summary>
public sealed class TextClassifier : IClassifier, IDisposable
{
    private readonly PipelineTokenizer tokenizer;

    /// <summary>Joins a model and its tokenizer.</summary>
    /// <param name="model">Becomes this object's own.</param>
    /// <param name="tokenizer">The model's.</param>
    /// <param name="batchSize">Texts a forward pass; at least 1.</param>
    public TextClassifier(ISequenceClassifier model, PipelineTokenizer tokenizer, int batchSize = 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Model = model;
        this.tokenizer = tokenizer;
        BatchSize = batchSize;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => Model.Labels;

    internal ISequenceClassifier Model { get; }

    internal int BatchSize { get; }

    /// <summary>Loads a folder in Hugging Face's layout.</summary>
    /// <param name="folder">The folder, or the name of a model in the shared cache.</param>
    /// <param name="device">Where the model goes; null is the CPU.</param>
    /// <param name="batchSize">Texts a forward pass; at least 1.</param>
    /// <exception cref="WorkbenchException">The folder is not sound, or holds no classifier.</exception>
    public static TextClassifier Load(string folder, Device? device = null, int batchSize = 16)
    {
        var tokenizer = TokenizerFolder.Load(folder);
        var model = SequenceClassifiers.Load(folder, device);
        try
        {
            Vocabularies.RequireOwn(folder, model.VocabularySize, tokenizer.VocabularySize);
            return new TextClassifier(model, tokenizer, batchSize);
        }
        catch (WorkbenchException)
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public double[][] Logits(IReadOnlyList<string> texts)
    {
        using var off = no_grad();
        var device = Model.Module.parameters().First().device;
        var truncation = new Truncation(Model.ContextLength);
        var rows = new List<double[]>(texts.Count);
        foreach (var part in texts.Chunk(BatchSize))
        {
            using var scope = NewDisposeScope();
            var ids = part.Select(text => tokenizer.EncodeWithOffsets(text, truncation: truncation).Ids).ToArray();
            var logits = Model.Logits(TokenBatches.RightPadded(ids, tokenizer.PadId, device));
            rows.AddRange(logits.to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray().Chunk(Labels.Count));
        }

        return [.. rows];
    }

    /// <summary>Frees the Model.</summary>
    public void Dispose() => Model.Dispose();
}
