using Workbench.Checkpoints;
using Workbench.Models;

namespace Workbench.Tests.Checkpoints;

public class ModelConfigTests
{
    [Fact]
    public void Getters_read_what_is_there_and_give_defaults_where_it_is_not()
    {
        var config = ModelConfig.Parse("""{"i":3,"d":0.5,"whole":2,"b":true,"t":"x","ids":[1,2],"id":7,"none":null,"section":{"k":1}}""");
        Assert.Equal(3, config.Int("i", 0, 5));
        Assert.Equal(9, config.Int("absent", 9, 0, 5));
        Assert.Equal(9, config.Int("none", 9, 0, 5));
        Assert.Equal(0.5, config.Double("d", 1));
        Assert.Equal(2, config.Double("whole", 1));
        Assert.True(config.Bool("b", false));
        Assert.Equal("x", config.Text("t"));
        Assert.Equal([1, 2], config.Ids("ids"));
        Assert.Equal([7], config.Ids("id"));
        Assert.Empty(config.Ids("none"));
        Assert.Equal(1, config.Section("section")!.Int("k", 0, 5));
    }

    [Theory]
    [InlineData("""{"k":"3"}""")]
    [InlineData("""{"k":3.5}""")]
    [InlineData("""{"k":6}""")]
    [InlineData("""{"k":1099511627776}""")]
    [InlineData("""{"k":[3]}""")]
    [InlineData("{}")]
    public void A_value_that_is_no_whole_number_in_range_is_refused_by_key(string json)
    {
        var refusal = Assert.Throws<WorkbenchException>(() => ModelConfig.Parse(json).Int("k", 0, 5));
        Assert.Contains("k is", refusal.Message);
        Assert.Contains("0 to 5", refusal.Message);
    }

    [Theory]
    [InlineData("gpt2", "activation_function", "\"no_such\"")]
    [InlineData("gpt2", "n_head", "3")]
    [InlineData("gpt2", "add_cross_attention", "true")]
    [InlineData("llama", "rope_scaling", """{"rope_type":"no_such","factor":2.0}""")]
    [InlineData("llama", "num_key_value_heads", "3")]
    [InlineData("qwen2", "use_sliding_window", "\"yes\"")]
    [InlineData("gpt_neox", "rotary_pct", "0.4")]
    [InlineData("t5", "feed_forward_proj", "\"gated-no_such\"")]
    [InlineData("t5", "is_encoder_decoder", "false")]
    public void A_setting_that_is_not_followed_is_refused_by_name(string family, string key, string value)
    {
        var config = Models.TinyModels.Config(family).With(key, System.Text.Json.Nodes.JsonNode.Parse(value));
        var refusal = Assert.Throws<WorkbenchException>(() => LanguageModels.Initialise(config, 1));
        Assert.Matches($"{key}|rope_type|n_embd", refusal.Message);
    }

    [Fact]
    public void Unknown_keys_are_kept()
    {
        var config = ModelConfig.Parse("""{"a":1,"strange":{"x":[1]}}""").With("a", 2);
        Assert.Equal("""{"a":2,"strange":{"x":[1]}}""", config.Json.ToJsonString());
    }
}
