namespace Workbench.Checkpoints;

/// <summary>PyTorch's file format before version 1.6: five pickles in a row, then the storages one after the other.</summary>
internal sealed class PyTorchLegacy : IStorageReader
{
    private static readonly byte[] Magic = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];
    private const long FormatVersion = 1001;

    private readonly FileStream stream;
    private readonly Dictionary<string, long> offsets = new(StringComparer.Ordinal);

    private PyTorchLegacy(FileStream stream) => this.stream = stream;

    /// <summary>Reads the pickles and where the storages lie.</summary>
    /// <param name="stream">The file; owned by the reader that is returned.</param>
    public static (object? Content, IStorageReader Storages) Open(FileStream stream)
    {
        Require(Next(stream) is Pickled.LargeNumber number && number.LittleEndian.AsSpan().SequenceEqual(Magic), "it lacks PyTorch's magic number");
        Require(Next(stream) is FormatVersion, $"its format is not version {FormatVersion}");
        Require(Next(stream) is Pickled.Dict system && !system.Items.Contains(("little_endian", false)), "it was written with another byte order");
        var content = Next(stream);
        var keys = Next(stream) as Pickled.Sequence ?? throw new PickleFault("it lacks the list of its storages");
        var legacy = new PyTorchLegacy(stream);
        legacy.Locate(keys, StoragesOf(content));
        return (content, legacy);
    }

    public LoadedTensor Fill(Pickled.Storage storage, TensorTarget target)
    {
        stream.Position = offsets[storage.Key];
        return target.Fill(bytes => stream.ReadExactly(bytes));
    }

    public void Dispose() => stream.Dispose();

    private static object? Next(FileStream stream) => new PickleReader(stream, stream.Length - stream.Position).Read();

    private static Dictionary<string, Pickled.Storage> StoragesOf(object? content)
    {
        var storages = new Dictionary<string, Pickled.Storage>(StringComparer.Ordinal);
        foreach (var (_, value) in (content as Pickled.Dict)?.Items ?? [])
        {
            if (value is Pickled.View view)
            {
                storages[view.Source.Key] = view.Source;
            }
        }

        return storages;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new PickleFault(otherwise);
        }
    }

    // Each storage: its element count, eight bytes, then its numbers.
    private void Locate(Pickled.Sequence keys, Dictionary<string, Pickled.Storage> storages)
    {
        Span<byte> word = stackalloc byte[8];
        foreach (var item in keys.Items)
        {
            Require(item is string, "a storage's key is no text");
            var key = (string)item!;
            Require(storages.TryGetValue(key, out var storage), $"no tensor uses its storage {key}, so that its length is unknown");
            Require(stream.Length - stream.Position >= 8, "it is cut off");
            stream.ReadExactly(word);
            var count = BitConverter.ToInt64(word);
            var length = storage!.Count * SafetensorsDType.SizeOf(storage.DType);
            var said = storage.IsUntyped ? length : storage.Count;
            Require(count == said, $"its storage {key} has {count} elements, its tensors say {said}");
            Require(length <= stream.Length - stream.Position, "it is cut off inside a storage");
            Require(offsets.TryAdd(key, stream.Position), $"its storage {key} is there twice");
            stream.Position += length;
        }

        var lost = storages.Keys.FirstOrDefault(key => !offsets.ContainsKey(key));
        Require(lost is null, $"it lacks the storage {lost}");
    }
}
