using Workbench.Hub;

namespace Workbench.Data.Public;

/// <summary>Lets data be named in any way: by a file, by a folder, or by a data set's name on the Hub once it is in the shared cache.</summary>
public static class DataLocation
{
    private static readonly string[] Formats = [".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet"];

    // What is beside the tables in a repository.
    private static readonly string[] NoTables = ["dataset_infos.json", "dataset_info.json", "state.json", "package.json"];

    /// <summary>The file or folder.</summary>
    /// <param name="source">A file, a folder, or OWNER/NAME of the Hub, with @REVISION behind it and /FOLDER behind that where these matter.</param>
    /// <exception cref="WorkbenchException">There is none; the message says how to get it.</exception>
    public static string Find(string source) => Find(source, HubSettings.FromEnvironment());

    /// <summary>The file or folder, in a cache of one's own.</summary>
    /// <exception cref="WorkbenchException">There is none.</exception>
    public static string Find(string source, HubSettings settings)
    {
        if (File.Exists(source) || Directory.Exists(source))
        {
            return Path.GetFullPath(source);
        }

        if (Reference(source) is not var (reference, folder))
        {
            throw new WorkbenchException($"{source}: there is no such file or folder; expected a table, a folder of tables, or a data set's name on the Hub.");
        }

        var cached = new HubCache(settings).Find(reference) ?? throw new WorkbenchException(
            $"{source}: there is no such file or folder, and no data set of that name in the cache {settings.Cache}. To download it: workbench pull --dataset {source}");
        var inside = Path.Combine(cached, folder);
        return Directory.Exists(inside) ? inside : throw new WorkbenchException(
            $"{source}: the data set has no folder {folder}; it has {string.Join(", ", Directory.GetDirectories(cached).Select(Path.GetFileName).Order(StringComparer.Ordinal))}.");
    }

    /// <summary>The data set and the folder in it that a text names; null where it cannot be a name on the Hub.</summary>
    public static (HubReference Reference, string Folder)? Reference(string source)
    {
        var parts = source.Split('/', 3);
        return parts.Length > 1 && HubRepository.IsName($"{parts[0]}/{parts[1].Split('@')[0]}") && !Path.HasExtension(parts[1].Split('@')[0])
            ? (HubReference.Parse(HubKind.Dataset, $"{parts[0]}/{parts[1]}"), parts.Length > 2 ? parts[2] : "")
            : null;
    }

    /// <summary>The tables of a source, with what their names say of their use ("train.csv", "data/validation-00000-of-00001.parquet").</summary>
    /// <exception cref="WorkbenchException">There is no such source, or no table in it.</exception>
    public static IReadOnlyList<(string Path, DataSplit? Split)> Files(string source)
    {
        var found = Find(source);
        if (File.Exists(found))
        {
            return [(found, null)];
        }

        (string Path, DataSplit? Split)[] files =
        [
            .. Directory.EnumerateFiles(found, "*", SearchOption.AllDirectories)
                .Where(IsTable)
                .Order(StringComparer.Ordinal)
                .Select(path => (path, SplitOf(Path.GetFileName(path).Split('.', '-')[0]))),
        ];
        (string Path, DataSplit? Split)[] named = [.. files.Where(file => file.Split is not null)];
        return named.Length > 0 ? named
            : files.Length > 0 ? files
            : throw new WorkbenchException($"{source}: the folder holds no table; expected {string.Join(", ", Formats)}.");
    }

    /// <summary>The split that a word means; null for any other word.</summary>
    public static DataSplit? SplitOf(string word) => word.ToLowerInvariant() switch
    {
        "train" or "training" => DataSplit.Train,
        "val" or "valid" or "validation" or "dev" or "eval" => DataSplit.Validation,
        "test" => DataSplit.Test,
        _ => null,
    };

    private static bool IsTable(string path)
    {
        var name = Path.GetFileName(path);
        var unpacked = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return Formats.Contains(Path.GetExtension(unpacked), StringComparer.OrdinalIgnoreCase) && !NoTables.Contains(unpacked);
    }
}
