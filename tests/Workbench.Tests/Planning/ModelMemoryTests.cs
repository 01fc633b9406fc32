using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Planning;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Planning;

// What others allocate meanwhile would be counted too.
[CollectionDefinition(nameof(ModelMemoryTests), DisableParallelization = true)]
[Collection(nameof(ModelMemoryTests))]
public sealed class ModelMemoryTests
{
    private static readonly ModelConfig Gpt2Small = ModelConfig.Parse("""{"model_type":"gpt2"}""");

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var family in new[] { "gpt2", "llama", "qwen2", "gpt_neox", "opt", "t5" })
            {
                foreach (var trained in new[] { "all", "adapter", "upper" })
                {
                    cases.Add(family, trained);
                }
            }

            return cases;
        }
    }

    [Fact]
    public void ParametersAreCountedWithoutTakingMemory()
    {
        using var model = LanguageModels.Build(Gpt2Small, new EmptyParameters(META));
        var memory = ModelMemory.Of(model);
        Assert.Equal(4L * 124_439_808, memory.Parameters);
        Assert.Equal(memory.Parameters, memory.Trained);
        Assert.Equal(4L * 50257 * 768, memory.HeadGradient);
        Assert.Equal(memory.HeadGradient, memory.Largest);
    }

    [Fact]
    public void OfAModelUnderAnAdapterTheAdapterIsTrained()
    {
        using var model = LanguageModels.Build(Gpt2Small, new EmptyParameters(META));
        using var adapted = Adapters.Add(model, new LoraOptions { Rank = 8 }, seed: 1);
        var memory = ModelMemory.Of(adapted);
        Assert.Equal(4L * 12 * 8 * (768 + 2304), memory.Trained);
        Assert.Equal(memory.Trained, memory.Added);
        Assert.Equal(4L * 124_439_808 + memory.Trained, memory.Parameters);
        Assert.Equal(0, memory.HeadGradient);
    }

    [Fact]
    public void ACacheHoldsKeysAndValuesOfEveryLayer()
    {
        using var causal = LanguageModels.Build(Gpt2Small, new EmptyParameters(META));
        Assert.Equal(4L * 2 * 12 * 768 * 8 * (20 + 30 - 1), ModelMemory.Of(causal).Cache(rows: 8, prompt: 20, added: 30));
        using var grouped = LanguageModels.Build(Sized("llama"), new EmptyParameters(META));
        Assert.Equal(4L * 2 * 3 * 32 * 8 * (20 + 30 - 1), ModelMemory.Of(grouped).Cache(rows: 8, prompt: 20, added: 30));
        using var crossed = LanguageModels.Build(Sized("t5"), new EmptyParameters(META));
        Assert.Equal(4L * 2 * 3 * 64 * 8 * (20 + 30), ModelMemory.Of(crossed).Cache(rows: 8, prompt: 20, added: 30));
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void WhatAPassKeepsForItsGradientIsWhatMallocSays(string family, string trained)
    {
        Malloc.Require();
        using var outer = NewDisposeScope();
        using var built = LanguageModels.Initialise(Sized(family), seed: 1);
        using var adapted = trained == "adapter" ? Adapters.Add(built, new LoraOptions { Rank = 4 }, seed: 1) : null;
        var model = adapted ?? built;
        if (trained == "upper")
        {
            foreach (var (_, parameter) in model.Module.named_parameters().Where(named => FrozenTrunk.LayerOf(named.name) < 1))
            {
                parameter.requires_grad = false;
            }
        }

        const int rows = 16, prompt = 24, response = 25;
        var prompts = TokenBatches.LeftPadded([.. Enumerable.Repeat(Enumerable.Range(2, prompt).ToArray(), rows)], 0, CPU);
        var responses = TokenBatches.RightPadded([.. Enumerable.Repeat(Enumerable.Range(3, response).ToArray(), rows)], 0, CPU);
        long Kept()
        {
            var before = Malloc.InUse;
            using var states = model.HiddenStates(prompts, responses);
            return Malloc.InUse - before;
        }

        Kept();
        var measured = Enumerable.Range(0, 3).Select(_ => Kept()).Order().ElementAt(1);
        var shape = new PassShape(rows, prompt, response, 0, response);
        var predicted = ModelMemory.Of(model).Kept(shape, onCpu: true);
        var least = AttentionKeepsItsWeights.Value ? predicted : ModelMemory.Of(model).Kept(shape, onCpu: false);
        Assert.True(least < 1.15 * measured && predicted > 0.85 * measured, $"{predicted} bytes are predicted ({least} without attention's weights), {measured} are kept");
    }

    // Composed attention keeps the weights that softmax gives, a fused kernel of the CPU makes them again.
    private static readonly Lazy<bool> AttentionKeepsItsWeights = new(() =>
    {
        using var scope = NewDisposeScope();
        var (tokens, width) = (512, 8);
        var query = ones(1, 1, tokens, width).requires_grad_();
        var before = Malloc.InUse;
        var attended = nn.functional.scaled_dot_product_attention(query, query, query);
        return Malloc.InUse - before > sizeof(float) * tokens * tokens / 2;
    });

    // Wide enough for activations to outweigh what libtorch needs for each node of the graph.
    private static ModelConfig Sized(string family) => ModelConfig.Parse(family switch
    {
        "gpt2" => """{"model_type":"gpt2","vocab_size":64,"n_positions":64,"n_embd":64,"n_layer":3,"n_head":4}""",
        "llama" => """
            {"model_type":"llama","vocab_size":64,"max_position_embeddings":64,"hidden_size":64,"num_hidden_layers":3,
             "num_attention_heads":4,"num_key_value_heads":2,"intermediate_size":160}
            """,
        "qwen2" => """
            {"model_type":"qwen2","vocab_size":64,"max_position_embeddings":64,"hidden_size":64,"num_hidden_layers":3,
             "num_attention_heads":4,"num_key_value_heads":1,"intermediate_size":160,"tie_word_embeddings":true}
            """,
        "gpt_neox" => """
            {"model_type":"gpt_neox","vocab_size":64,"max_position_embeddings":64,"hidden_size":64,"num_hidden_layers":3,
             "num_attention_heads":4,"intermediate_size":256,"rotary_pct":0.5}
            """,
        "opt" => """
            {"model_type":"opt","vocab_size":64,"max_position_embeddings":64,"hidden_size":64,"word_embed_proj_dim":64,"num_hidden_layers":3,
             "num_attention_heads":4,"ffn_dim":256}
            """,
        _ => """
            {"model_type":"t5","vocab_size":64,"d_model":64,"d_kv":16,"d_ff":160,"num_layers":3,"num_heads":4,
             "feed_forward_proj":"gated-gelu","tie_word_embeddings":false}
            """,
    });
}
