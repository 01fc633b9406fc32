using System.Text.Json.Nodes;
using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Models.Lora;
using static TorchSharp.torch;

namespace Workbench.Tests.Models.Lora;

public sealed class PeftAdaptersTests : IDisposable
{
    private static readonly LoraOptions Random = new()
    {
        Rank = 3, Alpha = 5, Targets = ["c_attn", "c_fc"], Start = LoraStart.Random, Bias = LoraBias.LoraOnly, ModulesToSave = ["ln_f"],
    };

    private readonly string folder = Directory.CreateTempSubdirectory("workbench-").FullName;

    private string At(string name) => Path.Combine(folder, name);

    [Fact]
    public void An_adapter_and_its_heads_come_back_bit_for_bit_and_bring_their_base_along()
    {
        using var scope = NewDisposeScope();
        LanguageModels.Save(TinyModels.Build("gpt2"), At("base"));
        using var model = LanguageModels.Load(At("base"));
        using var adapted = Adapters.Add(model, Random, seed: 1);
        using var value = ValueHead.For(adapted, std: 0.2, seed: 4);
        using var score = ScalarHead.For(adapted, seed: 5);
        score.Normalise(0.25, 2);

        LanguageModels.Save(adapted, At("adapter"), valueHead: value, scalarHead: score);

        Assert.True(new FileInfo(At("adapter/adapter_model.safetensors")).Length < new FileInfo(At("base/model.safetensors")).Length);
        using var loaded = LanguageModels.Load(At("adapter"), warn: warning => Assert.Fail(warning));
        Assert.Equal(Parameters(adapted), Parameters(loaded));
        using var loadedValue = ValueHead.Load(At("adapter"), loaded);
        using var loadedScore = ScalarHead.Load(At("adapter"), loaded);
        var states = randn(3, model.HiddenSize);
        Assert.Equal(0, TinyModels.Difference(value.forward(states), loadedValue.forward(states)));
        Assert.Equal(0, TinyModels.Difference(score.forward(states), loadedScore.forward(states)));
    }

    [Fact]
    public void A_merged_model_is_saved_like_any_other()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        using var adapted = Adapters.Add(model, Random with { Targets = ["wte", "c_fc"] }, seed: 1);
        using var merged = Adapters.Merge(adapted);
        LanguageModels.Save(merged, At("merged"));
        using var loaded = LanguageModels.Load(At("merged"), warn: warning => Assert.Fail(warning));
        Assert.Equal(Parameters(merged), Parameters(loaded));
    }

    [Theory]
    [InlineData("use_dora", "true")]
    [InlineData("use_qalora", "true")]
    [InlineData("lora_bias", "true")]
    [InlineData("layer_replication", "[[0, 1]]")]
    [InlineData("loftq_config", """{"loftq_bits": 4}""")]
    [InlineData("trainable_token_indices", "[1, 2]")]
    [InlineData("target_parameters", """["experts"]""")]
    [InlineData("a_setting_of_tomorrow", "3")]
    [InlineData("init_lora_weights", "\"pissa\"")]
    [InlineData("init_lora_weights", "\"olora\"")]
    [InlineData("peft_type", "\"IA3\"")]
    [InlineData("peft_type", "null")]
    [InlineData("bias", "\"some\"")]
    [InlineData("r", "0")]
    [InlineData("r", "1e9")]
    [InlineData("r", "2.5")]
    [InlineData("r", "99")]
    [InlineData("lora_alpha", "\"big\"")]
    [InlineData("lora_dropout", "1")]
    [InlineData("target_modules", "[]")]
    [InlineData("target_modules", "[3]")]
    [InlineData("target_modules", "[\"\"]")]
    [InlineData("target_modules", "{}")]
    [InlineData("exclude_modules", "7")]
    [InlineData("rank_pattern", "[]")]
    [InlineData("rank_pattern", """{"c_fc": "x"}""")]
    [InlineData("rank_pattern", """{"c_fc": 7}""")]
    [InlineData("layers_to_transform", "\"x\"")]
    [InlineData("modules_to_save", "\"ln_f\"")]
    public void A_setting_that_is_not_followed_is_refused_by_name(string key, string value)
    {
        using var model = TinyModels.Build("gpt2");
        var config = Written(model);
        config[key] = JsonNode.Parse(value);
        File.WriteAllText(At("adapter_config.json"), config.ToJsonString());
        var message = Assert.Throws<WorkbenchException>(() => PeftAdapters.Load(model, folder)).Message;
        var isAnotherRank = value is "99" or """{"c_fc": 7}""";
        Assert.Contains(isAnotherRank ? "shape" : key.Split('_')[0], message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(folder, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_without_effect_and_those_that_are_off_are_accepted()
    {
        using var model = TinyModels.Build("gpt2");
        var config = Written(model);
        foreach (var (key, value) in new[] { ("peft_version", "\"0.20.0\""), ("use_qalora", "false"), ("eva_config", "null"), ("auto_mapping", """{"base_model_class": "X"}"""), ("qalora_group_size", "16") })
        {
            config[key] = JsonNode.Parse(value);
        }

        File.WriteAllText(At("adapter_config.json"), config.ToJsonString());
        using var loaded = PeftAdapters.Load(model, folder, warn: warning => Assert.Fail(warning));
    }

    [Fact]
    public void Tensors_that_do_not_fit_the_settings_are_refused_by_name()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        Written(model);
        const string name = "base_model.model.transformer.h.0.attn.c_attn.lora_A.weight";
        Refused(tensors => tensors.Remove(name), name);
        Refused(tensors => tensors[name] = zeros(3, 15), name);
        Refused(tensors => tensors[name] = zeros([3, 16], ScalarType.Int64), name);
        Refused(tensors => tensors.Remove("base_model.model.transformer.ln_f.weight"), "transformer.ln_f.weight");
        Refused(tensors => tensors["base_model.model.transformer.h.0.mlp.c_proj.lora_A.weight"] = zeros(3, 64), "c_proj");
        Refused(tensors => tensors["base_model.model.transformer.h.0.attn.c_attn.lora_magnitude_vector"] = zeros(3), "lora_magnitude_vector");

        var warnings = new List<string>();
        Change(tensors => tensors["base_model.model.other"] = zeros(1));
        PeftAdapters.Load(model, folder, warn: warnings.Add).Dispose();
        Assert.Contains("base_model.model.other", Assert.Single(warnings), StringComparison.Ordinal);
        Change(tensors => tensors[name] = full(3, 16, float.NaN));
        PeftAdapters.Load(model, folder, warn: warnings.Add).Dispose();
        Assert.Contains(warnings, warning => warning.Contains("NaN", StringComparison.Ordinal));

        void Refused(Action<Dictionary<string, Tensor>> change, string part)
        {
            Change(change);
            Assert.Contains(part, Assert.Throws<WorkbenchException>(() => PeftAdapters.Load(model, folder)).Message, StringComparison.Ordinal);
        }

        void Change(Action<Dictionary<string, Tensor>> change)
        {
            Written(model);
            Dictionary<string, Tensor> tensors;
            using (var store = SafetensorsFile.Open(At("adapter_model.safetensors")))
            {
                tensors = store.Tensors.Keys.ToDictionary(key => key, store.Read);
            }

            change(tensors);
            SafetensorsFile.Write(At("adapter_model.safetensors"), tensors);
        }
    }

    [Fact]
    public void A_folder_that_is_no_adapter_or_names_no_base_says_what_is_missing()
    {
        using var model = TinyModels.Build("gpt2");
        Assert.Contains("adapter_config.json", Assert.Throws<WorkbenchException>(() => PeftAdapters.Load(model, folder)).Message, StringComparison.Ordinal);
        var config = Written(model);
        Assert.Contains("base_model_name_or_path", Assert.Throws<WorkbenchException>(() => LanguageModels.Load(folder)).Message, StringComparison.Ordinal);
        config["base_model_name_or_path"] = folder;
        File.WriteAllText(At("adapter_config.json"), config.ToJsonString());
        Assert.Contains("base_model_name_or_path", Assert.Throws<WorkbenchException>(() => LanguageModels.Load(folder)).Message, StringComparison.Ordinal);
        File.Delete(At("adapter_model.safetensors"));
        Assert.Contains("adapter_model.safetensors", Assert.Throws<WorkbenchException>(() => PeftAdapters.Load(model, folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_are_refused_and_nothing_else_happens()
    {
        using var model = TinyModels.Build("gpt2");
        Written(model);
        var files = new[] { "adapter_config.json", "adapter_model.safetensors" }.ToDictionary(name => name, name => File.ReadAllBytes(At(name)));
        var random = new Random(20);
        for (var turn = 0; turn < 300; turn++)
        {
            var name = files.Keys.ElementAt(random.Next(2));
            var bytes = files[name].ToArray();
            for (var i = 0; i < 1 + random.Next(4); i++)
            {
                bytes[random.Next(Math.Min(bytes.Length, 3000))] = (byte)random.Next(256);
            }

            File.WriteAllBytes(At(name), random.Next(5) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            try
            {
                PeftAdapters.Load(model, folder, warn: _ => { }).Dispose();
            }
            catch (WorkbenchException)
            {
                // Refused, as it may be.
            }

            File.WriteAllBytes(At(name), files[name]);
        }
    }

    [Fact]
    public void The_count_of_a_model_under_an_adapter_says_how_much_is_trained()
    {
        using var model = TinyModels.Build("gpt2");
        using var adapted = Adapters.Add(model, new LoraOptions { Rank = 2 }, seed: 1);
        var count = TrainableParameters.Of(adapted);
        Assert.Equal(2 * 2 * (16 + 48), count.Trainable);
        Assert.Equal(model.Module.parameters().Sum(parameter => parameter.numel()) + count.Trainable, count.All);
        Assert.Equal("trainable parameters: 3,538,944 of 251,116,800 (1.41 %)", new TrainableParameters(3_538_944, 251_116_800).ToString());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private JsonObject Written(ILanguageModel model)
    {
        using var adapted = Adapters.Add(model, Random, seed: 1);
        PeftAdapters.Save(adapted, folder);
        return JsonNode.Parse(File.ReadAllText(At("adapter_config.json")))!.AsObject();
    }

    private static IEnumerable<(string, string)> Parameters(ILanguageModel model) => model.Module.named_parameters()
        .Select(named => (named.name, Convert.ToHexString(named.parameter.detach().contiguous().bytes.ToArray()))).Order();
}
