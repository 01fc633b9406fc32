using Workbench.Hub;
using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>A folder as PEFT's <c>save_pretrained</c> writes it: adapter_config.json and the adapter's weights, without those of its base model.</summary>
public sealed class PeftFolder
{
    /// <summary>What PEFT puts before the names of the base model.</summary>
    public const string Prefix = "base_model.model.";

    private const string ConfigName = "adapter_config.json";
    private const string WeightsName = "adapter_model.safetensors";
    private const string PyTorchName = "adapter_model.bin";
    private const string HeadsName = "model.safetensors";
    private const string PyTorchHeadsName = "pytorch_model.bin";

    private PeftFolder(string path, ModelConfig config)
    {
        Location = path;
        Config = config;
    }

    /// <summary>The folder.</summary>
    public string Location { get; }

    /// <summary>adapter_config.json.</summary>
    public ModelConfig Config { get; }

    /// <summary>Whether a folder holds an adapter.</summary>
    public static bool IsAt(string path) => File.Exists(Path.Combine(path, ConfigName));

    /// <summary>Reads the adapter's configuration; the weights are opened by <see cref="OpenWeights"/>.</summary>
    /// <param name="path">The folder, or the name of an adapter on the Hub that is in the shared cache.</param>
    /// <exception cref="WorkbenchException">There is no such folder, or the configuration is not sound.</exception>
    public static PeftFolder Open(string path)
    {
        path = ModelFolder.Find(path);
        return new PeftFolder(path, ModelConfig.Read(Path.Combine(path, ConfigName)));
    }

    /// <summary>Opens the weights. The caller disposes of the store.</summary>
    /// <exception cref="WorkbenchException">There are none, or they are not sound.</exception>
    public ITensorStore OpenWeights()
    {
        var path = Path.Combine(Location, WeightsName);
        var pickled = Path.Combine(Location, PyTorchName);
        return File.Exists(path) ? SafetensorsFile.Open(path)
            : File.Exists(pickled) ? PyTorchFile.Open(pickled)
            : throw new WorkbenchException($"{Location}: holds no adapter weights; expected {WeightsName} or {PyTorchName}.");
    }

    /// <summary>Whether heads lie beside the adapter.</summary>
    public bool HasHeads => File.Exists(Path.Combine(Location, HeadsName)) || File.Exists(Path.Combine(Location, PyTorchHeadsName));

    /// <summary>Opens the heads that lie beside the adapter, as TRL looks for them. The caller disposes of the store.</summary>
    /// <exception cref="WorkbenchException">There are none, or they are not sound.</exception>
    public ITensorStore OpenHeads() => File.Exists(Path.Combine(Location, PyTorchHeadsName)) && !File.Exists(Path.Combine(Location, HeadsName))
        ? PyTorchFile.Open(Path.Combine(Location, PyTorchHeadsName))
        : SafetensorsFile.Open(Path.Combine(Location, HeadsName));

    /// <summary>The folder of the base model that the adapter names: relative to the adapter, as it is written, or from the Hub's cache.</summary>
    /// <exception cref="WorkbenchException">There is no such folder here, or it holds an adapter itself.</exception>
    public string BaseFolder()
    {
        const string key = "base_model_name_or_path";
        const string expected = "the folder or the Hub's name of a model without adapter; else load that model and put the adapter onto it";
        var name = Config.Text(key) ?? throw Config.Fault(key, expected);
        var found = Near(name)
            ?? ModelFolder.Find(Config.Text("revision") is { } revision && !Directory.Exists(name) ? $"{name}@{revision}" : name);
        return IsAt(found) ? throw Config.Fault(key, expected) : found;
    }

    // As it is written; or, where a run was moved as a whole, at the same place of the run.
    private string? Near(string name)
    {
        var written = Path.Combine(Location, name);
        if (Directory.Exists(written) || !Path.IsPathFullyQualified(name))
        {
            return Directory.Exists(written) ? written : null;
        }

        var parts = name.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        for (var folder = Directory.GetParent(Path.GetFullPath(Location)); folder is not null; folder = folder.Parent)
        {
            if (parts.Length > 2 && Path.Combine(folder.FullName, parts[^2], parts[^1]) is var moved && Directory.Exists(moved))
            {
                return moved;
            }
        }

        return null;
    }

    /// <summary>Writes a folder: configuration, heads and weights, each file in one atomic step, the weights last.</summary>
    /// <param name="path">The folder; made if it is missing, files of the same names are replaced.</param>
    /// <param name="config">adapter_config.json.</param>
    /// <param name="tensors">The adapter under PEFT's names.</param>
    /// <param name="heads">Heads to lie beside it; empty for none.</param>
    /// <exception cref="WorkbenchException">Something cannot be written.</exception>
    public static void Write(
        string path, ModelConfig config, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, Tensor> heads)
    {
        config.Save(Path.Combine(path, ConfigName));
        if (heads.Count > 0)
        {
            SafetensorsFile.Write(Path.Combine(path, HeadsName), heads);
        }

        SafetensorsFile.Write(Path.Combine(path, WeightsName), tensors);
    }
}
