using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Models;

/// <summary>Small models of every family, and batches for them.</summary>
internal static class TinyModels
{
    public const int Vocabulary = 23;

    public static TheoryData<string> Causal => new("gpt2", "llama", "qwen2", "mistral", "gpt_neox", "opt");

    public static TheoryData<string> All => new("gpt2", "llama", "qwen2", "mistral", "gpt_neox", "opt", "t5");

    public static ModelConfig Config(string family) => ModelConfig.Parse(family switch
    {
        "gpt2" => """{"model_type":"gpt2","vocab_size":23,"n_positions":32,"n_embd":16,"n_layer":2,"n_head":2}""",
        "llama" => """
            {"model_type":"llama","vocab_size":23,"max_position_embeddings":32,"hidden_size":16,"num_hidden_layers":2,
             "num_attention_heads":4,"num_key_value_heads":2,"intermediate_size":20}
            """,
        "qwen2" => """
            {"model_type":"qwen2","vocab_size":23,"max_position_embeddings":32,"hidden_size":16,"num_hidden_layers":2,
             "num_attention_heads":4,"num_key_value_heads":1,"intermediate_size":20,"tie_word_embeddings":true}
            """,
        "mistral" => """
            {"model_type":"mistral","vocab_size":23,"max_position_embeddings":32,"hidden_size":16,"num_hidden_layers":2,
             "num_attention_heads":4,"num_key_value_heads":2,"intermediate_size":20,"sliding_window":3}
            """,
        "gpt_neox" => """
            {"model_type":"gpt_neox","vocab_size":23,"max_position_embeddings":32,"hidden_size":16,"num_hidden_layers":2,
             "num_attention_heads":2,"intermediate_size":20,"rotary_pct":0.5}
            """,
        "opt" => """
            {"model_type":"opt","vocab_size":23,"max_position_embeddings":32,"hidden_size":16,"word_embed_proj_dim":12,"num_hidden_layers":2,
             "num_attention_heads":2,"ffn_dim":20}
            """,
        "t5" => """
            {"model_type":"t5","vocab_size":23,"d_model":16,"d_kv":6,"d_ff":20,"num_layers":2,"num_heads":2,
             "relative_attention_num_buckets":8,"relative_attention_max_distance":20,"feed_forward_proj":"gated-gelu","tie_word_embeddings":false}
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(family)),
    });

    /// <summary>A model whose parameters are large enough that its distributions are far from flat.</summary>
    public static ILanguageModel Build(string family, ulong seed = 1, Device? device = null)
    {
        var config = Config(family).With("initializer_range", 0.3).With("init_std", 0.3);
        return LanguageModels.Initialise(config, seed, device);
    }

    /// <summary>Random rows of given lengths, padded on the right or the left.</summary>
    public static TokenBatch Batch(int seed, bool left, params int[] lengths)
    {
        var random = new Random(seed);
        var width = lengths.Max();
        var (ids, mask) = (new long[lengths.Length * width], new bool[lengths.Length * width]);
        for (var row = 0; row < lengths.Length; row++)
        {
            var start = row * width + (left ? width - lengths[row] : 0);
            for (var i = 0; i < lengths[row]; i++)
            {
                (ids[start + i], mask[start + i]) = (random.Next(1, Vocabulary), true);
            }
        }

        return new TokenBatch(tensor(ids, [lengths.Length, width]), tensor(mask, [lengths.Length, width]));
    }

    public static double Difference(Tensor a, Tensor b, Tensor? mask = null)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(a.shape, b.shape);
        var difference = (a - b).abs();
        return (mask is null ? difference : difference.masked_fill(mask.logical_not().view([.. mask.shape, .. Enumerable.Repeat(1L, (int)(a.dim() - mask.dim()))]), 0)).max().item<float>();
    }
}
