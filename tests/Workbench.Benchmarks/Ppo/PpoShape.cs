using Workbench.Checkpoints;

namespace Workbench.Benchmarks.Ppo;

/// <summary>The sizes of a PPO iteration of a GPT-2.</summary>
internal sealed record PpoShape
{
    public int Layers { get; init; } = 4;

    public int Width { get; init; } = 128;

    public int Heads { get; init; } = 4;

    public int Vocabulary { get; init; } = 512;

    public int Batch { get; init; } = 64;

    public int Prompt { get; init; } = 16;

    public int Response { get; init; } = 32;

    public int MiniBatch { get; init; } = 16;

    public int Epochs { get; init; } = 4;

    /// <summary>How many layers from below (with the embeddings) are frozen and shared with the reference.</summary>
    public int Frozen { get; init; }

    /// <summary>4 layers, 128 wide.</summary>
    public static PpoShape Small { get; } = new();

    /// <summary>6 layers, 256 wide.</summary>
    public static PpoShape Medium { get; } = new() { Layers = 6, Width = 256, Batch = 32 };

    /// <summary>The last token pads and ends; it is never asked for.</summary>
    public int PadId => Vocabulary - 1;

    public ModelConfig Config => ModelConfig.Parse($$"""
        {
            "model_type": "gpt2", "n_layer": {{Layers}}, "n_embd": {{Width}}, "n_head": {{Heads}}, "vocab_size": {{Vocabulary}},
            "n_positions": {{Prompt + Response}}, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5,
            "embd_pdrop": 0.0, "attn_pdrop": 0.0, "resid_pdrop": 0.0, "bos_token_id": {{PadId}}, "eos_token_id": {{PadId}}
        }
        """);

    public override string ToString() =>
        $"GPT-2 of {Layers} layers, {Width} wide, batch {Batch}, {Prompt} + {Response} tokens, mini-batch {MiniBatch}, {Epochs} epochs"
        + (Frozen > 0 ? $", {Frozen} layers frozen" : "");
}
