using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>
/// Reads a safetensors file. The header is checked as a whole when the file is opened; a tensor's bytes go from the file's memory map
/// straight into the tensor when it is read.
/// </summary>
public sealed class SafetensorsFile : ITensorStore
{
    private readonly MappedFile file;
    private readonly SafetensorsHeader header;

    private SafetensorsFile(string path, MappedFile file, SafetensorsHeader header)
    {
        Location = path;
        this.file = file;
        this.header = header;
        Tensors = header.Entries.ToDictionary(pair => pair.Key, pair => pair.Value.Info);
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>The header's free key-value pairs; "format" is "pt" for PyTorch. Often empty.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WorkbenchException">There is no such file, or it is not a sound safetensors file; the message says why.</exception>
    public static SafetensorsFile Open(string path)
    {
        try
        {
            SafetensorsHeader header;
            using (var stream = File.OpenRead(path))
            {
                header = SafetensorsHeader.Read(stream, path);
            }

            return new SafetensorsFile(path, new MappedFile(path), header);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public Tensor Read(string name)
    {
        var (_, type) = Entry(name);
        return Load(name, type, CPU).Tensor;
    }

    /// <inheritdoc/>
    public LoadedTensor Load(string name, ScalarType dtype, Device device)
    {
        var (entry, type) = Entry(name);
        using var target = new TensorTarget(entry.Info.Shape, type, dtype, device);
        try
        {
            using var stretch = file.Open(header.DataStart + entry.Begin, entry.End - entry.Begin);
            return target.Fill(stretch.CopyTo);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{Location}: tensor {name} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private (SafetensorsHeader.Entry Entry, ScalarType Type) Entry(string name)
    {
        if (!header.Entries.TryGetValue(name, out var entry))
        {
            throw new WorkbenchException($"{Location}: holds no tensor {name}.");
        }

        return SafetensorsDType.TypeOf(entry.Info.DType) is { } type
            ? (entry, type)
            : throw new WorkbenchException($"{Location}: tensor {name} has dtype {entry.Info.DType}, which torch cannot hold here.");
    }

    /// <summary>
    /// Writes tensors as safetensors writes them: widest dtype first, then by name, so that every tensor is aligned. The file appears
    /// under its name only when it is whole.
    /// </summary>
    /// <param name="path">The file; replaced if it is there.</param>
    /// <param name="tensors">Tensors by name, on any device.</param>
    /// <param name="metadata">The header's free pairs; null writes "format": "pt", which transformers asks for.</param>
    /// <exception cref="WorkbenchException">The file cannot be written, or a dtype has no place in the format.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var layout = SafetensorsLayout.Of(path, tensors, metadata ?? new Dictionary<string, string> { ["format"] = "pt" });
        AtomicFile.Write(path, stream =>
        {
            stream.Write(layout.Header);
            foreach (var name in layout.Order)
            {
                TensorBytes.Write(tensors[name], stream);
            }
        });
    }
}
