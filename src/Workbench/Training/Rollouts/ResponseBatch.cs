using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// Prompts with responses whose lengths are known on the host, so that the vocabulary is only scored at real tokens without asking the device
/// where these are. Lives in the dispose scope that it is made in.
/// </summary>
internal sealed class ResponseBatch
{
    private readonly Tensor? positions;

    public ResponseBatch(TokenBatch prompts, TokenBatch responses, IReadOnlyList<int> lengths)
    {
        Prompts = prompts;
        Responses = responses;
        Tokens = lengths.Sum(length => (long)length);
        if (Tokens < responses.Count * responses.Width)
        {
            positions = tensor(RealPositions(lengths, responses.Width), device: responses.Ids.device);
        }
    }

    public TokenBatch Prompts { get; }

    public TokenBatch Responses { get; }

    public long Tokens { get; }

    public static ResponseBatch Of(IReadOnlyList<TokenExample> examples, int padId, Device device) => new(
        TokenBatches.LeftPadded([.. examples.Select(example => example.Prompt)], padId, device),
        TokenBatches.RightPadded([.. examples.Select(example => example.Response)], padId, device),
        [.. examples.Select(example => example.Response.Count)]);

    /// <summary>Rows of a rollout, the prompts no wider than the longest one and the responses cut to <paramref name="width"/>.</summary>
    public static ResponseBatch Rows(Rollout rollout, int[] rows, long width, int padId)
    {
        var device = rollout.Responses.Ids.device;
        var index = tensor(rows.Select(row => (long)row).ToArray(), device: device);
        return new ResponseBatch(
            TokenBatches.LeftPadded([.. rows.Select(row => rollout.Completions[row].PromptIds)], padId, device) with
            {
                Offset = rollout.Prompts.Offset?.index(index),
            },
            new TokenBatch(rollout.Responses.Ids.narrow(1, 0, width).index(index), rollout.Responses.Mask.narrow(1, 0, width).index(index))
            {
                Starts = rollout.Responses.Starts?.index(index),
            },
            [.. rows.Select(row => rollout.Lengths[row])]);
    }

    /// <summary>Hidden states [N, H] and token ids [N] of the N real positions, from hidden states [B, R, H].</summary>
    public (Tensor Hidden, Tensor Tokens) AtRealTokens(Tensor hiddenStates)
    {
        using var scope = NewDisposeScope();
        var flat = hiddenStates.flatten(0, 1);
        var ids = Responses.Ids.flatten();
        return positions is null
            ? scope.MoveToOuter(flat, ids)
            : scope.MoveToOuter(flat.index_select(0, positions), ids.index_select(0, positions));
    }

    /// <summary>Numbers at the real positions, [N], as [B, R] with 0 at the pads.</summary>
    public Tensor Spread(Tensor atRealTokens)
    {
        if (positions is null)
        {
            return atRealTokens.view(Responses.Ids.shape);
        }

        using var scope = NewDisposeScope();
        var empty = zeros([Responses.Count * Responses.Width], atRealTokens.dtype, atRealTokens.device);
        return scope.MoveToOuter(empty.index_add(0, positions, atRealTokens, 1).view(Responses.Ids.shape));
    }

    /// <summary>Log-probabilities of the response tokens, [B, R] with 0 at the pads, from hidden states [B, R, H].</summary>
    public Tensor LogProbs(ILanguageModel model, Tensor hiddenStates, double temperature)
    {
        using var scope = NewDisposeScope();
        var (hidden, tokens) = AtRealTokens(hiddenStates);
        return scope.MoveToOuter(Spread(Rlhf.LogProbs.OfTokens(model.Logits(hidden), tokens, temperature)));
    }

    private static long[] RealPositions(IReadOnlyList<int> lengths, long width)
    {
        var positions = new long[lengths.Sum()];
        var next = 0;
        for (var row = 0; row < lengths.Count; row++)
        {
            for (var i = 0; i < lengths[row]; i++)
            {
                positions[next++] = row * width + i;
            }
        }

        return positions;
    }
}
