using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>
/// A checkpoint in several files with an index that says which tensor is where ("weight_map"). Shards must lie in the index's own folder.
/// </summary>
internal sealed class ShardedTensorStore : ITensorStore
{
    private readonly Dictionary<string, ITensorStore> shards;
    private readonly Dictionary<string, ITensorStore> homes;

    private ShardedTensorStore(string location, Dictionary<string, ITensorStore> shards, Dictionary<string, ITensorStore> homes)
    {
        Location = location;
        this.shards = shards;
        this.homes = homes;
        Tensors = homes.ToDictionary(pair => pair.Key, pair => pair.Value.Tensors[pair.Key]);
    }

    public string Location { get; }

    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>Opens the index and every shard that it names.</summary>
    /// <param name="indexPath">The index.</param>
    /// <param name="extension">What a shard's name ends with.</param>
    /// <param name="open">Opens one shard.</param>
    /// <exception cref="WorkbenchException">The index or a shard is not sound, or a tensor is not where the index says.</exception>
    public static ShardedTensorStore Open(string indexPath, string extension, Func<string, ITensorStore> open)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(indexPath))!;
        var map = JsonFile.ReadObject(indexPath)["weight_map"] is JsonObject { Count: > 0 } found
            ? found
            : throw new WorkbenchException($"{indexPath}: has no object \"weight_map\" that names tensors.");
        var shards = new Dictionary<string, ITensorStore>(StringComparer.Ordinal);
        var homes = new Dictionary<string, ITensorStore>(StringComparer.Ordinal);
        try
        {
            foreach (var (name, value) in map)
            {
                var shard = value is JsonValue text && text.TryGetValue<string>(out var file) && IsPlainName(file, extension)
                    ? file
                    : throw new WorkbenchException(
                        $"{indexPath}: tensor {name} lies in {value?.ToJsonString() ?? "null"}; expected the name of a {extension} file in the same folder.");
                if (!shards.TryGetValue(shard, out var store))
                {
                    shards[shard] = store = open(Path.Combine(folder, shard));
                }

                homes[name] = store.Tensors.ContainsKey(name)
                    ? store
                    : throw new WorkbenchException($"{indexPath}: says that tensor {name} lies in {shard}, which does not hold it.");
            }

            return new ShardedTensorStore(indexPath, shards, homes);
        }
        catch
        {
            foreach (var shard in shards.Values)
            {
                shard.Dispose();
            }

            throw;
        }
    }

    public Tensor Read(string name) => Home(name).Read(name);

    public LoadedTensor Load(string name, ScalarType dtype, Device device) => Home(name).Load(name, dtype, device);

    public void Dispose()
    {
        foreach (var shard in shards.Values)
        {
            shard.Dispose();
        }
    }

    private ITensorStore Home(string name) =>
        homes.TryGetValue(name, out var shard) ? shard : throw new WorkbenchException($"{Location}: names no tensor {name}.");

    private static bool IsPlainName(string file, string extension) =>
        file.EndsWith(extension, StringComparison.Ordinal) && file.Length > extension.Length && file.IndexOfAny(['/', '\\', '\0', ':']) < 0;
}
