using TorchSharp;
using Workbench.Checkpoints;
using Workbench.Generation;
using Workbench.Models.Lora;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// A model that continues prompts. Everything that it returns is aligned with the response: index t is the t-th generated token,
/// whether the model is decoder-only or an encoder-decoder, and no caller ever sees a prompt position, a shift by one or an attention mask.
/// </summary>
public interface ILanguageModel : IDisposable
{
    /// <summary>
    /// The parameters, under the names of the Hugging Face checkpoint. It starts in evaluation mode; <c>Module.train()</c> turns on the
    /// dropout that the configuration asks for.
    /// </summary>
    nn.Module Module { get; }

    /// <summary>The settings that the model was built from, as config.json has them.</summary>
    ModelConfig Config { get; }

    /// <summary>The adapter that the model runs under; null for none.</summary>
    LoraAdapter? Adapter => null;

    /// <summary>V, the number of token ids that the head scores.</summary>
    int VocabularySize { get; }

    /// <summary>H, the width of a hidden state.</summary>
    int HiddenSize { get; }

    /// <summary>The largest prompt + response length, or null where the family has no such limit.</summary>
    int? ContextLength { get; }

    /// <summary>
    /// Logits and hidden states that predict each response token: index t is computed from the prompt and the response tokens before t.
    /// The head does not run on prompt positions.
    /// </summary>
    /// <param name="prompts">[B, Q], padded on either side.</param>
    /// <param name="responses">[B, R], right-padded.</param>
    /// <returns>Logits [B, R, V] and hidden states [B, R, H] of the parameters' dtype; noise where the response mask is false.</returns>
    LanguageModelOutput Forward(TokenBatch prompts, TokenBatch responses);

    /// <summary>As <see cref="Forward"/>, without the head.</summary>
    /// <returns>Hidden states [B, R, H] that predict each response token.</returns>
    Tensor HiddenStates(TokenBatch prompts, TokenBatch responses);

    /// <summary>The language-model head on hidden states.</summary>
    /// <param name="hiddenStates">[..., H].</param>
    /// <returns>Logits [..., V].</returns>
    /// <exception cref="ArgumentException">The states have another width.</exception>
    Tensor Logits(Tensor hiddenStates);

    /// <summary>The hidden state after the last real token of each response: what a scalar reward head reads.</summary>
    /// <returns>[B, H]. A row with an empty response gives the state after its prompt.</returns>
    Tensor FinalStates(TokenBatch prompts, TokenBatch responses);

    /// <summary>Continues each prompt. Runs without gradients.</summary>
    /// <param name="prompts">[B, Q], padded on either side.</param>
    /// <param name="options">How to choose tokens and when to stop.</param>
    /// <param name="uniforms">Where the randomness comes from; null is allowed for greedy decoding only.</param>
    /// <returns>Right-padded responses with the log-probabilities of their tokens.</returns>
    Generated Generate(TokenBatch prompts, GenerationOptions options, IUniforms? uniforms);

    /// <summary>As <see cref="Generate"/>, token by token; the same options and uniform numbers give the same tokens.</summary>
    /// <param name="prompts">[B, Q], padded on either side; not to be disposed of before the end.</param>
    /// <param name="options">As for <see cref="Generate"/>, without beams.</param>
    /// <param name="uniforms">As for <see cref="Generate"/>.</param>
    /// <returns>The tokens of each step, row by row. Who leaves the loop early frees everything by it.</returns>
    IEnumerable<GeneratedToken> Stream(TokenBatch prompts, GenerationOptions options, IUniforms? uniforms);

    /// <summary>
    /// A model of its own with the same parameter values, on the same device and without gradients: a frozen reference, or a start for
    /// another run.
    /// </summary>
    ILanguageModel Clone();
}
