using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>Responses as a model generated them.</summary>
/// <param name="Responses">[B, R], right-padded, R = the longest response of the batch; the end token is included where it was drawn.</param>
/// <param name="LogProbs">Log-probability of each token under the model's raw logits, float32 [B, R]; 0 where the mask is false.</param>
/// <param name="SampledLogProbs">Log-probability of each token under the distribution it was drawn from (after temperature and cut-offs), [B, R].</param>
/// <param name="Ended">Whether a row ended with an end token or a stop, rather than at the length limit.</param>
public sealed record Generated(TokenBatch Responses, Tensor LogProbs, Tensor SampledLogProbs, bool[] Ended) : IDisposable
{
    /// <summary>Of a beam search: the sum of each response's processed log-probabilities / length^penalty; else null.</summary>
    public IReadOnlyList<float>? BeamScores { get; init; }

    /// <summary>The length limit that each response had, where <see cref="GenerationOptions.RandomLimit"/> drew one; else null.</summary>
    public IReadOnlyList<int>? Limits { get; init; }

    /// <summary>The hidden state that each token was drawn from, [B, R, H]; null unless <see cref="GenerationOptions.KeepStates"/>.</summary>
    internal Tensor? States { get; init; }

    /// <summary>The responses as text, each up to the first of the options' <see cref="StopTexts"/>.</summary>
    public IReadOnlyList<string> Texts(ITextTokenizer tokenizer, GenerationOptions options)
    {
        var stops = options.StopRules.OfType<StopTexts>().SelectMany(rule => rule.Texts).ToArray();
        return [.. TokenBatches.ToLists(Responses).Select(ids => StopTexts.Before(tokenizer.Decode(ids), stops))];
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Responses.Dispose();
        LogProbs.Dispose();
        SampledLogProbs.Dispose();
        States?.Dispose();
    }
}
