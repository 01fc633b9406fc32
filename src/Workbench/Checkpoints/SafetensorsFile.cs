using Microsoft.Win32.SafeHandles;
using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>
/// Reads a safetensors file. The header is checked as a whole when the file is opened; a tensor's bytes go from the file straight into
/// its memory when it is read.
/// </summary>
public sealed class SafetensorsFile : ITensorStore
{
    private readonly SafeFileHandle handle;
    private readonly SafetensorsHeader header;

    private SafetensorsFile(string path, SafeFileHandle handle, SafetensorsHeader header)
    {
        Location = path;
        this.handle = handle;
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

            return new SafetensorsFile(path, File.OpenHandle(path), header);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public Tensor Read(string name)
    {
        if (!header.Entries.TryGetValue(name, out var entry))
        {
            throw new WorkbenchException($"{Location}: holds no tensor {name}.");
        }

        if (SafetensorsDType.TypeOf(entry.Info.DType) is not { } type)
        {
            throw new WorkbenchException($"{Location}: tensor {name} has dtype {entry.Info.DType}, which torch cannot hold here.");
        }

        var tensor = empty([.. entry.Info.Shape], dtype: type, device: CPU);
        try
        {
            var position = header.DataStart + entry.Begin;
            TensorBytes.Fill(tensor, bytes => ReadExactly(bytes, ref position));
            return tensor;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tensor.Dispose();
            throw new WorkbenchException($"{Location}: tensor {name} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => handle.Dispose();

    private void ReadExactly(Span<byte> bytes, ref long position)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(handle, bytes, position);
            if (read == 0)
            {
                throw new EndOfStreamException("the file became shorter while it was read");
            }

            bytes = bytes[read..];
            position += read;
        }
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
