using Workbench.Checkpoints;
using Workbench.Generation;
using Workbench.Models.Lora;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// What decoder-only families share: prompt and response become one row of tokens with positions from the mask, the layers run, and the
/// states that predict the response come out. A family supplies <see cref="Run"/> and the head.
/// </summary>
public abstract class CausalLanguageModel : ILanguageModel
{
    private protected CausalLanguageModel(ModelConfig config, IParameterSource source) => (Config, Adapter) = (SettingNames.Own(config), source.Adapter);

    /// <inheritdoc/>
    public ModelConfig Config { get; }

    /// <inheritdoc/>
    public LoraAdapter? Adapter { get; }

    /// <inheritdoc/>
    public abstract nn.Module Module { get; }

    /// <inheritdoc/>
    public abstract int VocabularySize { get; }

    /// <inheritdoc/>
    public abstract int HiddenSize { get; }

    /// <inheritdoc/>
    public abstract int? ContextLength { get; }

    /// <summary>Number of layers that keep keys and values.</summary>
    protected abstract int Layers { get; }

    /// <inheritdoc/>
    public LanguageModelOutput Forward(TokenBatch prompts, TokenBatch responses)
    {
        using var scope = NewDisposeScope();
        var rows = PredictingRows(prompts, responses);
        var logits = HeadOnRows(rows).view(responses.Count, responses.Width, VocabularySize).MoveToOuterDisposeScope();
        return new LanguageModelOutput(logits, rows.view(responses.Count, responses.Width, HiddenSize).MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public Tensor HiddenStates(TokenBatch prompts, TokenBatch responses)
    {
        using var scope = NewDisposeScope();
        return PredictingRows(prompts, responses).view(responses.Count, responses.Width, HiddenSize).MoveToOuterDisposeScope();
    }

    /// <summary>Hidden states of rows that hold several texts each, none of which sees another.</summary>
    /// <param name="rows">[B, T].</param>
    /// <returns>[B, T, H]: the state after each token, which predicts the next one of its text; noise at padding.</returns>
    /// <exception cref="WorkbenchException">A text is longer than the model's context.</exception>
    public Tensor HiddenStates(PackedRows rows)
    {
        if (ContextLength is { } limit && rows.LongestText > limit)
        {
            throw new WorkbenchException($"A text has {rows.LongestText} tokens; the model's context holds {limit}.");
        }

        using var scope = NewDisposeScope();
        var pass = new ForwardPass
        {
            Batch = rows.Count,
            Positions = rows.Positions.view(-1),
            Mask = WithWindow(AttentionMask.Packed(rows.Texts, DType), rows.Positions),
            Training = Module.training,
        };
        return Run(rows.Ids.view(-1), pass).view(rows.Count, rows.Width, HiddenSize).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Logits(Tensor hiddenStates)
    {
        StateWidth.Require(hiddenStates, HiddenSize);
        using var scope = NewDisposeScope();
        var shape = hiddenStates.shape;
        shape[^1] = VocabularySize;
        return HeadOnRows(hiddenStates.reshape(-1, HiddenSize)).view(shape).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor FinalStates(TokenBatch prompts, TokenBatch responses)
    {
        using var scope = NewDisposeScope();
        var mask = cat([prompts.Mask, responses.Mask], 1);                               // [B, Q + R]
        var wanted = TokenPositions.Last(mask).unsqueeze(1);                             // [B, 1]
        return RunWanted(cat([prompts.Ids, responses.Ids], 1), mask, wanted).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Generated Generate(TokenBatch prompts, GenerationOptions options, IUniforms? uniforms)
    {
        options.Validate(VocabularySize);
        return Decoding.Generate(new CausalDecoder(this), prompts, options, uniforms);
    }

    /// <inheritdoc/>
    public IEnumerable<GeneratedToken> Stream(TokenBatch prompts, GenerationOptions options, IUniforms? uniforms)
    {
        options.Validate(VocabularySize);
        return Decoding.Stream(new CausalDecoder(this), prompts, options, uniforms);
    }

    /// <inheritdoc/>
    public abstract ILanguageModel Clone();

    /// <summary>Frees the parameters.</summary>
    public void Dispose()
    {
        Module.Dispose();
        Adapter?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>How many tokens a token sees, itself included; null where it sees all before it.</summary>
    internal virtual int? Window => null;

    /// <summary>An empty cache for a number of positions.</summary>
    internal KvCache NewCache(long capacity) => new(Layers, capacity, Window);

    /// <summary>Bars padding, later tokens and those beyond the window.</summary>
    /// <param name="real">True at real tokens, bool [B, T].</param>
    /// <param name="positions">The place of each token in its sequence, int64 [B, T].</param>
    /// <returns>[B, 1, T, T].</returns>
    internal Tensor Bars(Tensor real, Tensor positions) => WithWindow(AttentionMask.Causal(real, DType), positions);

    /// <summary>The dtype of the parameters.</summary>
    internal ScalarType DType => Module.parameters().First().dtype;

    /// <summary>The states of tokens, for tests and lessons that look inside.</summary>
    /// <param name="tokens">[B, T].</param>
    /// <param name="positions">int64 [B, T]; null takes them from the mask.</param>
    /// <param name="trace">Where the states before each layer and after the last normalisation are put, each [B T, H]; null for none.</param>
    /// <returns>[B, T, H].</returns>
    internal Tensor States(TokenBatch tokens, Tensor? positions = null, List<Tensor>? trace = null)
    {
        positions ??= TokenPositions.FromMask(tokens.Mask);
        var pass = new ForwardPass
        {
            Batch = tokens.Count,
            Positions = positions.reshape(-1),
            Mask = Bars(tokens.Mask, positions),
            Training = Module.training,
            Trace = trace,
        };
        return Run(tokens.Ids.reshape(-1), pass).view(tokens.Count, tokens.Width, HiddenSize);
    }

    /// <summary>The states that enter a layer, for those who run the layers from there on several times.</summary>
    /// <param name="prompts">[B, Q].</param>
    /// <param name="responses">[B, R].</param>
    /// <param name="layer">Below the number of layers.</param>
    /// <returns>[B, Q + R - 1, <see cref="LayerWidth"/>]: the last response token predicts nothing.</returns>
    internal Tensor StatesBefore(TokenBatch prompts, TokenBatch responses, int layer)
    {
        using var scope = NewDisposeScope();
        return PredictingRows(prompts, responses, stopBefore: layer)
            .view(prompts.Count, prompts.Width + responses.Width - 1, LayerWidth).MoveToOuterDisposeScope();
    }

    /// <summary>As <see cref="HiddenStates(TokenBatch, TokenBatch)"/>, from what <see cref="StatesBefore"/> gave.</summary>
    /// <param name="prompts">[B, Q].</param>
    /// <param name="responses">[B, R].</param>
    /// <param name="entering">[B, Q + R - 1, <see cref="LayerWidth"/>].</param>
    /// <param name="layer">The layer that these states enter.</param>
    internal Tensor HiddenStates(TokenBatch prompts, TokenBatch responses, Tensor entering, int layer)
    {
        using var scope = NewDisposeScope();
        return PredictingRows(prompts, responses, entering.reshape(-1, LayerWidth), layer)
            .view(responses.Count, responses.Width, HiddenSize).MoveToOuterDisposeScope();
    }

    /// <summary>The width of what goes from layer to layer.</summary>
    internal virtual int LayerWidth => HiddenSize;

    /// <summary>The language-model head.</summary>
    /// <param name="rows">[N, H].</param>
    /// <returns>[N, V].</returns>
    protected internal abstract Tensor HeadOnRows(Tensor rows);

    /// <summary>Embeds tokens, runs the layers and normalises.</summary>
    /// <param name="ids">int64 [B T].</param>
    /// <param name="pass">What the layers need to know.</param>
    /// <returns>[B T, H], or the rows of the wanted tokens alone.</returns>
    private protected abstract Tensor Run(Tensor ids, ForwardPass pass);

    /// <summary>Runs with a cache, for decoding.</summary>
    internal Tensor RunCached(Tensor ids, ForwardPass pass) => Run(ids, pass);

    // The state that predicts response token t is that of the token before it: the prompt's last one, then the response's own.
    private Tensor PredictingRows(
        TokenBatch prompts, TokenBatch responses, Tensor? entering = null, int firstLayer = 0, int? stopBefore = null)
    {
        var (batch, width, length) = (prompts.Count, prompts.Width, responses.Width);
        var ids = cat([prompts.Ids, responses.Ids.narrow(1, 0, length - 1)], 1);         // [B, Q + R - 1]
        var mask = cat([prompts.Mask, responses.Mask.narrow(1, 0, length - 1)], 1);
        var own = arange(width, width + length - 1, dtype: ScalarType.Int64, device: ids.device).expand(batch, length - 1);
        return RunWanted(
            ids, mask, cat([TokenPositions.Last(prompts.Mask).unsqueeze(1), own], 1), prompts.Offset, entering, firstLayer, stopBefore,
            () => Longest(cat([prompts.Mask, responses.Mask], 1), prompts.Offset));
    }

    /// <summary>Runs the layers, the last one for the wanted columns alone.</summary>
    /// <param name="ids">[B, T].</param>
    /// <param name="mask">[B, T].</param>
    /// <param name="wanted">Columns, int64 [B, N].</param>
    /// <param name="offset">Added to the places of a row, int64 [B]; null for none.</param>
    /// <param name="entering">States that enter the first layer, [B T, H]; null takes the embeddings of the tokens.</param>
    /// <param name="firstLayer">Where to begin.</param>
    /// <param name="stopBefore">The layer to stop before, with the states of all columns; null for none.</param>
    /// <param name="longest">See <see cref="ForwardPass.Longest"/>.</param>
    /// <returns>[B N, H].</returns>
    private Tensor RunWanted(
        Tensor ids, Tensor mask, Tensor wanted, Tensor? offset = null, Tensor? entering = null, int firstLayer = 0, int? stopBefore = null,
        Func<long>? longest = null)
    {
        var (batch, width) = (ids.shape[0], ids.shape[1]);
        RefuseTooLong(mask);
        var positions = TokenPositions.FromMask(mask);
        var bars = Bars(mask, positions);                                                // [B, 1, T, T]
        var index = wanted.view(batch, 1, -1, 1).expand(batch, 1, wanted.shape[1], width);
        var starts = arange(batch, dtype: ScalarType.Int64, device: ids.device).mul_(width).unsqueeze(1);
        return Run(ids.view(-1), new ForwardPass
        {
            Batch = batch,
            Positions = (offset is null ? positions : positions.add_(offset.unsqueeze(1))).view(-1),
            Mask = bars,
            Wanted = wanted.add(starts).view(-1),
            WantedMask = bars.gather(2, index),
            Training = Module.training,
            Entering = entering,
            FirstLayer = firstLayer,
            StopBefore = stopBefore,
            Longest = longest,
        });
    }

    private static long Longest(Tensor mask, Tensor? offset)
    {
        using var scope = NewDisposeScope();
        var positions = TokenPositions.FromMask(mask);
        return TokenPositions.Longest(offset is null ? positions : positions.add_(offset.unsqueeze(1)));
    }

    private Tensor WithWindow(Tensor bars, Tensor positions) =>
        Window is { } window && positions.shape[1] > window ? bars.add_(AttentionMask.Beyond(window, positions, DType)) : bars;

    private void RefuseTooLong(Tensor mask)
    {
        if (ContextLength is not { } limit || mask.shape[1] <= limit)
        {
            return;
        }

        // Padding may be all that is too much; only here is it worth waiting for the device to know.
        using var longest = mask.sum(1).max();
        if (longest.cpu().item<long>() is var tokens && tokens > limit)
        {
            throw new WorkbenchException($"A prompt and its response have {tokens} tokens; the model's context holds {limit}.");
        }
    }
}
