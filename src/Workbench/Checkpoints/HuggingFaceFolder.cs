using Workbench.Hub;
using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>
/// A folder as transformers' <c>save_pretrained</c> writes it: config.json, optionally generation_config.json, and the weights as one or
/// several safetensors or PyTorch files. Where a folder holds both formats, safetensors wins, as it does there.
/// </summary>
public sealed class HuggingFaceFolder
{
    /// <summary>The most bytes of tensors in one file unless something else is asked for, as in transformers: 5 GB.</summary>
    public const long DefaultShardBytes = 5_000_000_000;

    private const string ConfigName = "config.json";
    private const string GenerationConfigName = "generation_config.json";
    private const string WeightsName = "model.safetensors";
    private const string IndexName = "model.safetensors.index.json";
    private const string PyTorchName = "pytorch_model.bin";
    private const string PyTorchIndexName = "pytorch_model.bin.index.json";

    private HuggingFaceFolder(string path, ModelConfig config, ModelConfig? generation)
    {
        Location = path;
        Config = config;
        GenerationConfig = generation;
    }

    /// <summary>The folder.</summary>
    public string Location { get; }

    /// <summary>config.json.</summary>
    public ModelConfig Config { get; }

    /// <summary>generation_config.json, or null where there is none.</summary>
    public ModelConfig? GenerationConfig { get; }

    /// <summary>Reads the folder's configuration; the weights are opened by <see cref="OpenWeights"/>.</summary>
    /// <param name="path">The folder, or the name of a model on the Hub that is in the shared cache.</param>
    /// <exception cref="WorkbenchException">There is no such folder, or a configuration is not sound or asks for code of its own.</exception>
    public static HuggingFaceFolder Open(string path)
    {
        path = ModelFolder.Find(path);
        var config = ModelConfig.Read(Path.Combine(path, ConfigName));
        if (config.Has("auto_map"))
        {
            throw config.Fault("auto_map", "no such key: it asks to run code that comes with the checkpoint, which is never done");
        }

        var generation = Path.Combine(path, GenerationConfigName);
        return new HuggingFaceFolder(path, config, File.Exists(generation) ? ModelConfig.Read(generation) : null);
    }

    /// <summary>Opens the weights. The caller disposes of the store.</summary>
    /// <exception cref="WorkbenchException">There are none, or they are not sound.</exception>
    public ITensorStore OpenWeights()
    {
        var single = Path.Combine(Location, WeightsName);
        if (File.Exists(single))
        {
            return SafetensorsFile.Open(single);
        }

        var index = Path.Combine(Location, IndexName);
        if (File.Exists(index))
        {
            return ShardedTensorStore.Open(index, ".safetensors", SafetensorsFile.Open);
        }

        var pickled = Path.Combine(Location, PyTorchName);
        if (File.Exists(pickled))
        {
            return PyTorchFile.Open(pickled);
        }

        var pickledIndex = Path.Combine(Location, PyTorchIndexName);
        if (File.Exists(pickledIndex))
        {
            return ShardedTensorStore.Open(pickledIndex, ".bin", PyTorchFile.Open);
        }

        throw new WorkbenchException(
            $"{Location}: holds no weights; expected {WeightsName}, {IndexName}, {PyTorchName} or {PyTorchIndexName}.");
    }

    /// <summary>
    /// Writes a folder: configuration and weights, each file in one atomic step, the weights last. Above a size they are written as shards
    /// with an index; weights of an earlier save are removed.
    /// </summary>
    /// <param name="path">The folder; made if it is missing, files of the same names are replaced.</param>
    /// <param name="config">config.json; a dtype in it becomes that of the first tensor.</param>
    /// <param name="generation">generation_config.json; null writes none.</param>
    /// <param name="tensors">The weights under their Hugging Face names, tied ones once.</param>
    /// <param name="maxShardBytes">The most bytes of tensors in one file; a single larger tensor gets a file of its own.</param>
    /// <exception cref="WorkbenchException">Something cannot be written, or the limit is not positive.</exception>
    public static void Write(
        string path, ModelConfig config, ModelConfig? generation, IReadOnlyDictionary<string, Tensor> tensors,
        long maxShardBytes = DefaultShardBytes)
    {
        var shards = Shards.Of(tensors, maxShardBytes);
        Typed(config, tensors.Values.First().dtype).Save(Path.Combine(path, ConfigName));
        generation?.Save(Path.Combine(path, GenerationConfigName));
        if (shards.Count == 1)
        {
            SafetensorsFile.Write(Path.Combine(path, WeightsName), tensors);
            File.Delete(Path.Combine(path, IndexName));
            Shards.DeleteFrom(path, except: []);
            return;
        }

        File.Delete(Path.Combine(path, IndexName)); // a mixture of old and new shards must not look like a checkpoint
        try
        {
            foreach (var (name, names) in shards)
            {
                SafetensorsFile.Write(Path.Combine(path, name), names.ToDictionary(tensor => tensor, tensor => tensors[tensor]));
            }

            AtomicFile.WriteText(Path.Combine(path, IndexName), Shards.Index(shards, tensors));
        }
        catch
        {
            Shards.DeleteFrom(path, except: []); // of no use without the rest, and often the disk is full
            throw;
        }

        File.Delete(Path.Combine(path, WeightsName));
        Shards.DeleteFrom(path, except: [.. shards.Keys]);
    }

    // Readers that are not told a dtype take the configuration's word for it: torch_dtype, since version 5 of transformers dtype; without either float32.
    private static ModelConfig Typed(ModelConfig config, ScalarType type)
    {
        var name = type.ToString().ToLowerInvariant();
        config = config.Has("dtype") ? config.With("dtype", name) : config;
        return config.Has("torch_dtype") || type != ScalarType.Float32 ? config.With("torch_dtype", name) : config;
    }
}
