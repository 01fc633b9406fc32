using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Workbench.Checkpoints;

/// <summary>PyTorch's file format since version 1.6: a zip of stored records, data.pkl and one record a storage.</summary>
internal sealed class PyTorchZip : IStorageReader
{
    private const int LongestPickle = 256 << 20;

    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> records = new(StringComparer.Ordinal);
    private readonly string root;

    private PyTorchZip(Stream stream)
    {
        archive = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in archive.Entries)
        {
            Require(records.TryAdd(entry.FullName, entry), $"its record {entry.FullName} is there twice");
        }

        var pickles = records.Keys.Where(name => name.EndsWith("/data.pkl", StringComparison.Ordinal) && name.Count(c => c == '/') == 1).ToArray();
        Require(pickles.Length == 1, $"it has {pickles.Length} records data.pkl, expected one");
        root = pickles[0][..^"data.pkl".Length];
    }

    /// <summary>Opens the archive and reads its pickle.</summary>
    /// <param name="stream">The file; owned by the reader that is returned.</param>
    public static (object? Content, IStorageReader Storages) Open(Stream stream)
    {
        var zip = new PyTorchZip(stream);
        if (zip.records.TryGetValue($"{zip.root}byteorder", out var order))
        {
            var text = Encoding.ASCII.GetString(zip.ReadAll(order, 64));
            Require(text == "little", $"its bytes are ordered \"{text}\", expected \"little\"");
        }

        var pickle = new MemoryStream(zip.ReadAll(zip.records[$"{zip.root}data.pkl"], LongestPickle));
        return (new PickleReader(pickle, pickle.Length).Read(), zip);
    }

    public LoadedTensor Fill(Pickled.Storage storage, TensorTarget target)
    {
        var name = $"{root}data/{storage.Key}";
        Require(records.TryGetValue(name, out var record), $"it lacks the record {name}");
        var length = storage.Count * SafetensorsDType.SizeOf(storage.DType);
        Require(record!.Length == length, $"its record {name} has {record.Length} bytes, its storage takes {length}");
        using var stream = OpenStored(record);
        var crc = new Crc32();
        var loaded = target.Fill(bytes =>
        {
            stream.ReadExactly(bytes);
            crc.Append(bytes);
        });
        if (crc.GetCurrentHashAsUInt32() == record.Crc32)
        {
            return loaded;
        }

        loaded.Tensor.Dispose();
        throw new PickleFault($"the checksum of its record {name} is wrong: the file is damaged");
    }

    public void Dispose() => archive.Dispose();

    private static Stream OpenStored(ZipArchiveEntry record)
    {
        Require(record.CompressedLength == record.Length, $"its record {record.FullName} is compressed; PyTorch stores records as they are");
        return record.Open();
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new PickleFault(otherwise);
        }
    }

    private byte[] ReadAll(ZipArchiveEntry record, int longest)
    {
        Require(record.Length <= longest, $"its record {record.FullName} has {record.Length} bytes, expected at most {longest}");
        using var stream = OpenStored(record);
        var bytes = new byte[record.Length];
        stream.ReadExactly(bytes);
        Require(Crc32.HashToUInt32(bytes) == record.Crc32, $"the checksum of its record {record.FullName} is wrong: the file is damaged");
        return bytes;
    }
}
