using System.Diagnostics.CodeAnalysis;

namespace Workbench.Text;

/// <summary>The files of a tokenizer, in memory, byte for byte. Immutable.</summary>
public sealed class TokenizerFiles
{
    private const long LargestFile = 256L << 20;

    private static readonly string[] Known =
    [
        "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt", "vocab.txt",
        "spiece.model", "tokenizer.model", "chat_template.jinja",
    ];

    private readonly SortedDictionary<string, byte[]> _files;

    /// <summary>Files made in memory.</summary>
    /// <param name="name">What messages call the whole, such as the folder.</param>
    /// <param name="files">File names and contents.</param>
    public TokenizerFiles(string name, IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        Name = name;
        _files = new SortedDictionary<string, byte[]>(files.ToDictionary(pair => pair.Key, pair => pair.Value), StringComparer.Ordinal);
    }

    /// <summary>What messages call the whole.</summary>
    public string Name { get; }

    /// <summary>The names of the files, sorted.</summary>
    public IReadOnlyCollection<string> Names => _files.Keys;

    /// <summary>Reads those files of a folder that belong to a tokenizer.</summary>
    /// <exception cref="WorkbenchException">The folder is missing, or a file cannot be read or is larger than 256 MiB.</exception>
    public static TokenizerFiles Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new WorkbenchException($"{folder}: there is no such folder");
        }

        var present = Known.Select(name => (Name: name, Path: Path.Combine(folder, name))).Where(file => File.Exists(file.Path));
        return new TokenizerFiles(folder, present.Select(file => KeyValuePair.Create(file.Name, ReadFile(file.Path))));
    }

    /// <summary>Writes the files into a folder, each of them atomically.</summary>
    /// <exception cref="WorkbenchException">A file cannot be written.</exception>
    public void Write(string folder)
    {
        foreach (var (name, content) in _files)
        {
            AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(content));
        }
    }

    /// <summary>The content of a file, if it is there.</summary>
    public bool TryGet(string file, [MaybeNullWhen(false)] out byte[] content) => _files.TryGetValue(file, out content);

    private static byte[] ReadFile(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= LargestFile
                ? File.ReadAllBytes(path)
                : throw new WorkbenchException($"{path}: has {length} bytes; expected at most {LargestFile}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path}: cannot be read: {e.Message}", e);
        }
    }
}
