using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>Distributes tensors over files as transformers' <c>save_pretrained</c> does.</summary>
internal static partial class Shards
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The names of the tensors by file: in their order, a new file where the next one would exceed the limit.</summary>
    /// <exception cref="WorkbenchException">The limit is not positive.</exception>
    public static IReadOnlyDictionary<string, List<string>> Of(IReadOnlyDictionary<string, Tensor> tensors, long maxBytes)
    {
        if (maxBytes < 1)
        {
            throw new WorkbenchException($"maxShardBytes is {maxBytes}, expected at least 1.");
        }

        var (files, room) = (new List<List<string>> { new() }, maxBytes);
        foreach (var (name, tensor) in tensors)
        {
            var size = Bytes(tensor);
            if (size > room && files[^1].Count > 0)
            {
                files.Add([]);
                room = maxBytes;
            }

            files[^1].Add(name);
            room -= size;
        }

        return new OrderedDictionary<string, List<string>>(files.Select((names, i) => KeyValuePair.Create(
            string.Create(CultureInfo.InvariantCulture, $"model-{i + 1:00000}-of-{files.Count:00000}.safetensors"), names)));
    }

    /// <summary>The index: the bytes of all tensors, and the file of each.</summary>
    public static string Index(IReadOnlyDictionary<string, List<string>> shards, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var homes = shards.SelectMany(shard => shard.Value.Select(name => (name, shard.Key))).OrderBy(pair => pair.name, StringComparer.Ordinal);
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["total_size"] = tensors.Values.Sum(Bytes) },
            ["weight_map"] = new JsonObject(homes.Select(pair => KeyValuePair.Create(pair.name, (JsonNode?)pair.Key))),
        }.ToJsonString(Indented) + "\n";
    }

    /// <summary>Removes the shards of an earlier save.</summary>
    public static void DeleteFrom(string folder, IReadOnlyCollection<string> except)
    {
        foreach (var file in Directory.GetFiles(folder, "model-*.safetensors"))
        {
            if (ShardName().IsMatch(Path.GetFileName(file)) && !except.Contains(Path.GetFileName(file)))
            {
                File.Delete(file);
            }
        }
    }

    private static long Bytes(Tensor tensor) => tensor.NumberOfElements * tensor.ElementSize;

    [GeneratedRegex(@"\Amodel-\d{5}-of-\d{5}\.safetensors\z")]
    private static partial Regex ShardName();
}
