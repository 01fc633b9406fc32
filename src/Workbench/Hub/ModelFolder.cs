using System.Text.Json;

namespace Workbench.Hub;

/// <summary>Lets a model be named in either way: by its folder, or by its name on the Hub once it is in the shared cache.</summary>
public static class ModelFolder
{
    private static readonly string[] Weights =
        ["model.safetensors", "pytorch_model.bin", "adapter_model.safetensors", "adapter_model.bin"];

    private static readonly string[] Indices = ["model.safetensors.index.json", "pytorch_model.bin.index.json"];

    /// <summary>The folder of a model.</summary>
    /// <param name="model">A folder; or NAME, OWNER/NAME or one of them with @REVISION. A folder of that name goes first.</param>
    /// <exception cref="WorkbenchException">There is no such folder and the cache has no such model; the message says how to get it.</exception>
    public static string Find(string model) => Directory.Exists(model) ? model : Find(model, HubSettings.FromEnvironment());

    /// <summary>The folder of a model, in a cache of one's own.</summary>
    /// <exception cref="WorkbenchException">There is no such folder and the cache has no such model.</exception>
    public static string Find(string model, HubSettings settings)
    {
        if (Directory.Exists(model))
        {
            return model;
        }

        if (File.Exists(model))
        {
            throw new WorkbenchException($"{model}: is a file; expected the folder of a model, with config.json and the weights in it.");
        }

        if (!IsHubName(model))
        {
            throw new WorkbenchException($"{model}: there is no such folder; expected one with config.json and the weights, or a model's name on the Hub.");
        }

        return new HubCache(settings).Find(HubReference.Parse(HubKind.Model, model))
            ?? throw new WorkbenchException(
                $"{model}: there is no such folder, and no model of that name in the cache {settings.Cache}. To download it: workbench pull {model}");
    }

    /// <summary>Whether the cache has a model with its configuration and all its weights.</summary>
    /// <exception cref="WorkbenchException">The name or the revision is not well formed.</exception>
    public static bool IsCached(string model, HubSettings settings) =>
        new HubCache(settings).Find(HubReference.Parse(HubKind.Model, model)) is { } folder
        && Weights.Concat(Indices).FirstOrDefault(name => File.Exists(Path.Combine(folder, name))) is { } weights
        && (Weights.Contains(weights) || Shards(Path.Combine(folder, weights)).All(shard => File.Exists(Path.Combine(folder, shard))));

    /// <summary>Whether a text can be the name of a model on the Hub, rather than a path.</summary>
    public static bool IsHubName(string model) => HubRepository.IsName(model.Split('@')[0]);

    private static string[] Shards(string index)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(index));
            return [.. json.RootElement.GetProperty("weight_map").EnumerateObject().Select(pair => pair.Value.GetString()!).Distinct()];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            return []; // whoever opens it says what is wrong with it
        }
    }
}
