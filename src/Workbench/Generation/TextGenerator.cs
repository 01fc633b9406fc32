using System.Runtime.CompilerServices;
using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>A language model with its tokenizer: continues texts as they are, of any family.</summary>
public sealed class TextGenerator : IDisposable
{
    private readonly Device device;

    private TextGenerator(ILanguageModel model, PipelineTokenizer tokenizer, IReadOnlyList<int> endIds, Device device)
    {
        Model = model;
        Tokenizer = tokenizer;
        EndIds = endIds;
        this.device = device;
    }

    /// <summary>The model.</summary>
    public ILanguageModel Model { get; }

    /// <summary>Its tokenizer.</summary>
    public PipelineTokenizer Tokenizer { get; }

    /// <summary>What ends a response: eos_token_id of generation_config.json, else of config.json, else the tokenizer's end token.</summary>
    public IReadOnlyList<int> EndIds { get; }

    /// <summary>Loads a model folder with its tokenizer.</summary>
    /// <param name="folder">A Hugging Face folder.</param>
    /// <param name="device">Where the model goes; null is the CPU.</param>
    /// <param name="progress">Told after each tensor; null tells nobody.</param>
    /// <exception cref="WorkbenchException">The folder is not sound, or holds no tokenizer.</exception>
    public static TextGenerator Load(string folder, Device? device = null, IProgress<TransferProgress>? progress = null)
    {
        var checkpoint = HuggingFaceFolder.Open(folder);
        var tokenizer = TokenizerFolder.Load(folder);
        var ends = new[] { checkpoint.GenerationConfig, checkpoint.Config }.Select(config => config?.Ids("eos_token_id") ?? []).FirstOrDefault(ids => ids.Count > 0);
        return new TextGenerator(LanguageModels.Load(folder, device, progress: progress), tokenizer, ends ?? [tokenizer.EndId], device ?? CPU);
    }

    /// <summary>The options with which the model's own distribution is sampled up to a length.</summary>
    public GenerationOptions Options(int maxNewTokens) => new() { MaxNewTokens = maxNewTokens, EndIds = EndIds, PadId = Tokenizer.PadId };

    /// <summary>A batch of texts, with what the model family adds to them.</summary>
    /// <exception cref="WorkbenchException">There is no text.</exception>
    public TokenBatch Prompts(params IReadOnlyList<string> texts) =>
        TokenBatches.LeftPadded([.. texts.Select(text => Tokenizer.Encode(text))], Tokenizer.PadId, device);

    /// <summary>Continues texts.</summary>
    /// <param name="texts">At least one.</param>
    /// <param name="options">How; see <see cref="Options"/>.</param>
    /// <param name="uniforms">The luck of each response; null is allowed without sampling only.</param>
    /// <returns>What follows each text, up to the first of the <see cref="StopTexts"/>; those of one text behind one another.</returns>
    public IReadOnlyList<string> Generate(IReadOnlyList<string> texts, GenerationOptions options, IUniforms? uniforms = null)
    {
        using var prompts = Prompts(texts);
        using var generated = Model.Generate(prompts, options, uniforms);
        return generated.Texts(Tokenizer, options);
    }

    /// <summary>Continues one text, piece by piece.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">As for <see cref="Generate"/>, without beams.</param>
    /// <param name="uniforms">As for <see cref="Generate"/>.</param>
    public IEnumerable<TextPiece> Stream(string text, GenerationOptions options, IUniforms? uniforms = null)
    {
        using var prompts = Prompts(text);
        foreach (var piece in Model.StreamText(Tokenizer, prompts, options, uniforms))
        {
            yield return piece;
        }
    }

    /// <summary>Continues one text: <c>await foreach (var piece in generator.StreamAsync(…)) Console.Write(piece);</c></summary>
    /// <param name="text">The text.</param>
    /// <param name="options">As for <see cref="Generate"/>, without beams, one response.</param>
    /// <param name="uniforms">As for <see cref="Generate"/>.</param>
    /// <param name="cancel">Ends the stream before the next piece.</param>
    /// <returns>Pieces of whole characters; together they are what <see cref="Generate"/> gives.</returns>
    /// <exception cref="OperationCanceledException">The stream was cancelled.</exception>
    public async IAsyncEnumerable<string> StreamAsync(
        string text, GenerationOptions options, IUniforms? uniforms = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var prompts = Prompts(text);
        await foreach (var piece in Model.StreamTextAsync(Tokenizer, prompts, options with { ResponsesPerPrompt = 1 }, uniforms, cancel))
        {
            yield return piece.Text;
        }
    }

    /// <summary>Frees the model.</summary>
    public void Dispose() => Model.Dispose();
}
