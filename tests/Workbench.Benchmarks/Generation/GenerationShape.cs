namespace Workbench.Benchmarks.Generation;

/// <summary>A model of random weights and a batch that it continues.</summary>
/// <param name="About">In a few words.</param>
/// <param name="Config">config.json.</param>
/// <param name="Batch">Number of prompts.</param>
/// <param name="Prompt">Tokens of each.</param>
/// <param name="Tokens">New tokens of each.</param>
/// <param name="Goal">How many times faster than transformers.</param>
internal sealed record GenerationShape(string About, string Config, int Batch, int Prompt, int Tokens, double Goal)
{
    private const string Small = """{"model_type":"gpt2","vocab_size":50257,"n_positions":1024,"n_embd":768,"n_layer":12,"n_head":12}""";

    /// <summary>Where overheads count most.</summary>
    public static GenerationShape TinyGpt2 { get; } = new(
        "a GPT-2 of 4 layers, 128 wide, 512 ids",
        """{"model_type":"gpt2","vocab_size":512,"n_positions":256,"n_embd":128,"n_layer":4,"n_head":4}""", 64, 16, 48, 2);

    /// <summary>One prompt: the weights are read once a token.</summary>
    public static GenerationShape SmallGpt2Alone { get; } = new("GPT-2 small", Small, 1, 32, 16, 1.3);

    /// <summary>Several prompts.</summary>
    public static GenerationShape SmallGpt2 { get; } = new("GPT-2 small", Small, 16, 32, 8, 1.3);

    /// <summary>An encoder-decoder where overheads count.</summary>
    public static GenerationShape TinyT5 { get; } = new(
        "a T5 of 2 + 2 layers, 128 wide, 512 ids",
        """{"model_type":"t5","vocab_size":512,"d_model":128,"d_kv":32,"d_ff":256,"num_layers":2,"num_heads":4,"feed_forward_proj":"gated-gelu","tie_word_embeddings":false,"is_encoder_decoder":true,"decoder_start_token_id":0,"pad_token_id":0}""",
        16, 32, 24, 1.3);

    /// <summary>The size of FLAN-T5-base.</summary>
    public static GenerationShape BaseT5 { get; } = new(
        "T5-base",
        """{"model_type":"t5","vocab_size":32128,"d_model":768,"d_kv":64,"d_ff":2048,"num_layers":12,"num_heads":12,"feed_forward_proj":"gated-gelu","tie_word_embeddings":false,"is_encoder_decoder":true,"decoder_start_token_id":0,"pad_token_id":0}""",
        4, 64, 8, 1.3);

    /// <inheritdoc/>
    public override string ToString() => $"{About}, {Batch} prompts of {Prompt} tokens, {Tokens} new ones";
}
