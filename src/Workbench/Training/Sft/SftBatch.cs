using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// The states that predict the learned tokens of some examples, and these tokens. Where they stand is known on the host, so the vocabulary is
/// scored for them alone and nothing is read back. Tensors live in the dispose scope of the caller.
/// </summary>
internal static class SftBatch
{
    /// <summary>One example a row, padded.</summary>
    /// <returns>States [N, H] and token ids [N].</returns>
    public static (Tensor States, Tensor Tokens) Padded(ILanguageModel model, IReadOnlyList<TokenExample> examples, int padId, Device device)
    {
        var prompts = TokenBatches.LeftPadded([.. examples.Select(example => example.Prompt)], padId, device);
        var responses = TokenBatches.RightPadded([.. examples.Select(example => example.Response)], padId, device);
        var (places, tokens) = (new List<long>(), new List<long>());
        for (var row = 0; row < examples.Count; row++)
        {
            for (var token = 0; token < examples[row].Response.Count; token++)
            {
                if (examples[row].IsLearned(token))
                {
                    places.Add(row * responses.Width + token);
                    tokens.Add(examples[row].Response[token]);
                }
            }
        }

        return Pick(model.HiddenStates(prompts, responses), places, tokens, device);
    }

    /// <summary>Several examples a row, none of which sees another.</summary>
    /// <returns>States [N, H] and token ids [N].</returns>
    public static (Tensor States, Tensor Tokens) Packed(
        CausalLanguageModel model, IReadOnlyList<IReadOnlyList<TokenExample>> rows, int padId, Device device)
    {
        var packed = PackedRows.Of([.. rows.Select(row => row.Select(example => example.Text).ToArray())], padId, device);
        var (places, tokens) = (new List<long>(), new List<long>());
        for (var row = 0; row < rows.Count; row++)
        {
            var start = row * packed.Width;
            foreach (var example in rows[row])
            {
                for (var token = 0; token < example.Response.Count; token++)
                {
                    if (example.IsLearned(token))
                    {
                        // The state after a token predicts the next one.
                        places.Add(start + example.Prompt.Count + token - 1);
                        tokens.Add(example.Response[token]);
                    }
                }

                start += example.Prompt.Count + example.Response.Count;
            }
        }

        return Pick(model.HiddenStates(packed), places, tokens, device);
    }

    private static (Tensor States, Tensor Tokens) Pick(Tensor states, List<long> places, List<long> tokens, Device device) => (
        states.flatten(0, 1).index_select(0, tensor(places.ToArray(), device: device)),
        tensor(tokens.ToArray(), device: device));
}
