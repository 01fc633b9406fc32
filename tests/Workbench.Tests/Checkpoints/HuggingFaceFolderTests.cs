using System.Text.Json.Nodes;
using Workbench.Checkpoints;
using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Tests.Checkpoints;

public sealed class HuggingFaceFolderTests : IDisposable
{
    private static readonly ModelConfig Config = ModelConfig.Parse("""{"model_type": "gpt2"}""");

    private readonly TemporaryFolder temporary = new();

    [Fact]
    public void Above_a_size_tensors_are_written_as_shards_with_an_index()
    {
        using var scope = NewDisposeScope();
        var tensors = Tensors();

        HuggingFaceFolder.Write(temporary.Folder, Config, null, tensors, maxShardBytes: 100);

        Assert.Equal(
            ["model-00001-of-00003.safetensors", "model-00002-of-00003.safetensors", "model-00003-of-00003.safetensors"],
            Directory.GetFiles(temporary.Folder, "*.safetensors").Select(Path.GetFileName).Order());
        var index = JsonNode.Parse(File.ReadAllText(temporary["model.safetensors.index.json"]))!;
        Assert.Equal(4 * (10 + 10 + 40 + 20), index["metadata"]!["total_size"]!.GetValue<long>());
        Assert.Equal(
            """{"a":"model-00001-of-00003.safetensors","b":"model-00001-of-00003.safetensors","c":"model-00002-of-00003.safetensors","d":"model-00003-of-00003.safetensors"}""",
            index["weight_map"]!.ToJsonString());
        using var store = HuggingFaceFolder.Open(temporary.Folder).OpenWeights();
        Assert.All(tensors, pair => Assert.True(pair.Value.bytes.SequenceEqual(store.Read(pair.Key).bytes)));
    }

    [Theory]
    [InlineData("""{"torch_dtype":"bfloat16"}""", ScalarType.Float32, """{"torch_dtype":"float32"}""")]
    [InlineData("""{"dtype":"bfloat16"}""", ScalarType.Float32, """{"dtype":"float32"}""")]
    [InlineData("""{"dtype":"float32"}""", ScalarType.Float16, """{"dtype":"float16","torch_dtype":"float16"}""")]
    [InlineData("{}", ScalarType.BFloat16, """{"torch_dtype":"bfloat16"}""")]
    [InlineData("{}", ScalarType.Float32, "{}")]
    public void The_configuration_says_the_dtype_that_is_written(string config, ScalarType dtype, string written)
    {
        using var scope = NewDisposeScope();
        HuggingFaceFolder.Write(
            temporary.Folder, ModelConfig.Parse(config), null, new Dictionary<string, Tensor> { ["a"] = zeros(2, dtype: dtype) });

        Assert.Equal(written, HuggingFaceFolder.Open(temporary.Folder).Config.Json.ToJsonString());
    }

    [Fact]
    public void An_index_that_names_no_tensors_is_refused()
    {
        Config.Save(temporary["config.json"]);
        File.WriteAllText(temporary["model.safetensors.index.json"], """{"weight_map": {}}""");
        var refusal = Assert.Throws<WorkbenchException>(() => HuggingFaceFolder.Open(temporary.Folder).OpenWeights());
        Assert.Contains("weight_map", refusal.Message);
    }

    [Fact]
    public void Weights_of_an_earlier_save_do_not_stay()
    {
        using var scope = NewDisposeScope();
        HuggingFaceFolder.Write(temporary.Folder, Config, null, Tensors(), maxShardBytes: 50);
        Assert.Equal(4, Directory.GetFiles(temporary.Folder, "*.safetensors").Length);
        HuggingFaceFolder.Write(temporary.Folder, Config, null, Tensors(), maxShardBytes: 100);
        Assert.Equal(3, Directory.GetFiles(temporary.Folder, "*.safetensors").Length);
        HuggingFaceFolder.Write(temporary.Folder, Config, null, Tensors());
        Assert.Equal(["config.json", "model.safetensors"], Directory.GetFiles(temporary.Folder).Select(Path.GetFileName).Order());
        HuggingFaceFolder.Write(temporary.Folder, Config, null, Tensors(), maxShardBytes: 100);
        Assert.False(File.Exists(temporary["model.safetensors"]));
    }

    [Fact]
    public void Shards_of_a_save_that_fails_do_not_stay()
    {
        using var scope = NewDisposeScope();
        Directory.CreateDirectory(temporary["model-00003-of-00003.safetensors"]); // no file can take this name
        Assert.Throws<WorkbenchException>(() => HuggingFaceFolder.Write(temporary.Folder, Config, null, Tensors(), maxShardBytes: 100));
        Assert.Equal(["config.json"], Directory.GetFiles(temporary.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_shard_has_room_for_something() =>
        Assert.Throws<WorkbenchException>(() => HuggingFaceFolder.Write(temporary.Folder, Config, null, Tensors(), maxShardBytes: 0));

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    public void A_tensor_is_loaded_into_the_dtype_that_is_asked_for(ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor> { ["half"] = randn(1 << 20).to(ScalarType.Float16), ["empty"] = zeros(0, 7), ["scalar"] = tensor(1.5f) };
        SafetensorsFile.Write(temporary["model.safetensors"], tensors);
        using var file = SafetensorsFile.Open(temporary["model.safetensors"]);

        foreach (var (name, tensor) in tensors)
        {
            var loaded = file.Load(name, dtype, CPU);
            Assert.True(loaded.IsFinite);
            Assert.Equal(dtype, loaded.Tensor.dtype);
            Assert.Equal(tensor.shape, loaded.Tensor.shape);
            Assert.True(tensor.NumberOfElements == 0 || tensor.to(dtype).bytes.SequenceEqual(loaded.Tensor.bytes), name);
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    public void Values_that_are_not_finite_are_noticed_wherever_they_are(ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        foreach (var (value, at) in new[] { (float.NaN, 0), (float.PositiveInfinity, 1000), (float.NegativeInfinity, 4_000_001), (float.NaN, 4_000_002) })
        {
            var numbers = full([4_000_003], dtype == ScalarType.Float16 ? 65504 : 1e38, dtype: dtype);
            SafetensorsFile.Write(temporary["a.safetensors"], new Dictionary<string, Tensor> { ["a"] = numbers });
            using (var sound = SafetensorsFile.Open(temporary["a.safetensors"]))
            {
                Assert.True(sound.Load("a", ScalarType.Float32, CPU).IsFinite);
            }

            numbers[at] = value;
            SafetensorsFile.Write(temporary["a.safetensors"], new Dictionary<string, Tensor> { ["a"] = numbers });
            using var file = SafetensorsFile.Open(temporary["a.safetensors"]);
            Assert.False(file.Load("a", ScalarType.Float32, CPU).IsFinite);
        }
    }

    [Fact]
    public void A_file_that_becomes_shorter_while_it_is_open_is_named()
    {
        using var scope = NewDisposeScope();
        SafetensorsFile.Write(temporary["a.safetensors"], new Dictionary<string, Tensor> { ["a"] = zeros(100_000) });
        using var file = SafetensorsFile.Open(temporary["a.safetensors"]);
        using (var shorter = new FileStream(temporary["a.safetensors"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            shorter.SetLength(5000);
        }

        Assert.Contains("shorter", Assert.Throws<WorkbenchException>(() => file.Read("a")).Message);
    }

    [Fact]
    public void Progress_reaches_the_whole()
    {
        using var model = TinyGpt2();
        LanguageModels.Save(model, temporary.Folder, maxShardBytes: 2000);
        var reports = new List<TransferProgress>();
        LanguageModels.Load(temporary.Folder, progress: new Told(reports.Add)).Dispose();
        var total = model.Module.parameters().Sum(parameter => 4 * parameter.NumberOfElements);
        Assert.Equal(total, reports[^1].Bytes);
        Assert.Equal(reports[^1].TotalItems, reports[^1].Items);
        Assert.True(reports.Zip(reports.Skip(1), (a, b) => a.Bytes <= b.Bytes).All(grows => grows));
    }

    public void Dispose() => temporary.Dispose();

    private static ILanguageModel TinyGpt2() => LanguageModels.Initialise(
        ModelConfig.Parse("""{"model_type": "gpt2", "vocab_size": 20, "n_positions": 8, "n_embd": 8, "n_layer": 1, "n_head": 2}"""), seed: 1);

    private static OrderedDictionary<string, Tensor> Tensors() => new()
    {
        ["a"] = randn(10), ["b"] = randn(10), ["c"] = randn(40), ["d"] = randn(4, 5),
    };

    private sealed class Told(Action<TransferProgress> tell) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => tell(value);
    }
}
