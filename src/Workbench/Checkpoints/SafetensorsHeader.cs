using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Workbench.Checkpoints;

/// <summary>
/// The header of a safetensors file: eight bytes of length (little-endian), then a JSON object that names each tensor's dtype, shape and
/// byte range. Everything is checked before a byte of data is read: the ranges must cover the data exactly, without overlap or holes.
/// </summary>
/// <remarks>Format: https://github.com/huggingface/safetensors, section "Format".</remarks>
internal sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, SafetensorsHeader.Entry> Entries, IReadOnlyDictionary<string, string> Metadata, long DataStart)
{
    /// <summary>The most bytes that a header may have; the limit of the reference implementation.</summary>
    public const long MaximumLength = 100_000_000;

    /// <summary>A tensor's description; the range is relative to the start of the data.</summary>
    internal sealed record Entry(TensorInfo Info, long Begin, long End);

    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="WorkbenchException">The file is not a sound safetensors file.</exception>
    public static SafetensorsHeader Read(Stream stream, string location)
    {
        var size = stream.Length;
        if (size < 8)
        {
            throw Fault(location, $"it has {size} bytes, less than the 8 of the header's length");
        }

        Span<byte> lengthBytes = stackalloc byte[8];
        stream.ReadExactly(lengthBytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > (ulong)Math.Min(size - 8, MaximumLength))
        {
            throw Fault(location, $"its header claims {length} bytes; the file has {size} bytes and a header at most {MaximumLength}");
        }

        var json = new byte[(int)length];
        stream.ReadExactly(json);
        if (json.Length == 0 || json[0] != (byte)'{')
        {
            throw Fault(location, "its header does not begin with '{'");
        }

        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(json);
            return Parse(json, location, 8 + (long)length, size);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new WorkbenchException($"{location}: not a safetensors file: its header is not sound JSON: {e.Message}", e);
        }
    }

    private static SafetensorsHeader Parse(byte[] json, string location, long dataStart, long fileSize)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var sawMetadata = false;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Fault(location, $"the header's entry {name} is not an object");
            }

            if (name == "__metadata__")
            {
                if (sawMetadata)
                {
                    throw Fault(location, "the header has __metadata__ twice");
                }

                sawMetadata = true;
                ReadMetadata(ref reader, metadata, location);
            }
            else if (!entries.TryAdd(name, ReadEntry(ref reader, name, location)))
            {
                throw Fault(location, $"the header names {name} twice");
            }
        }

        reader.Read(); // throws where anything but white space follows the object
        CheckCoverage(entries, location, fileSize - dataStart);
        return new SafetensorsHeader(entries, metadata, dataStart);
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata, string location)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String || !metadata.TryAdd(key, reader.GetString()!))
            {
                throw Fault(location, $"__metadata__ must hold each key once, with a string; {key} is otherwise");
            }
        }
    }

    private static Entry ReadEntry(ref Utf8JsonReader reader, string name, string location)
    {
        string? dtype = null;
        List<long>? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            switch (key)
            {
                case "dtype" when dtype == null && reader.TokenType == JsonTokenType.String:
                    dtype = reader.GetString();
                    break;
                case "shape" when shape == null:
                    shape = ReadNumbers(ref reader, name, key, location);
                    break;
                case "data_offsets" when offsets == null:
                    offsets = ReadNumbers(ref reader, name, key, location);
                    break;
                default:
                    throw Fault(location, $"tensor {name} has a \"{key}\" that is unknown, repeated or of the wrong type");
            }
        }

        if (dtype == null || shape == null || offsets is not { Count: 2 })
        {
            throw Fault(location, $"tensor {name} lacks dtype, shape or two data_offsets");
        }

        if (SafetensorsDType.SizeOf(dtype) is not (> 0 and var elementSize))
        {
            throw Fault(location, $"tensor {name} has the unknown dtype {dtype}");
        }

        var info = new TensorInfo(dtype, shape);
        var (begin, end) = (offsets[0], offsets[1]);
        if (end < begin || ByteCount(shape, elementSize) != end - begin)
        {
            throw Fault(location, $"tensor {name} of dtype {dtype} and shape {info.ShapeText} does not fill its bytes {begin} to {end}");
        }

        return new Entry(info, begin, end);
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string name, string key, string location)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Fault(location, $"\"{key}\" of tensor {name} is not an array");
        }

        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || reader.ValueSpan[0] == (byte)'-' || !reader.TryGetInt64(out var number))
            {
                throw Fault(location, $"\"{key}\" of tensor {name} holds something else than whole numbers from 0 to 2^63 - 1");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private static long ByteCount(List<long> shape, long elementSize)
    {
        try
        {
            return shape.Aggregate(elementSize, (product, size) => checked(product * size));
        }
        catch (OverflowException)
        {
            return -1;
        }
    }

    private static void CheckCoverage(Dictionary<string, Entry> entries, string location, long dataLength)
    {
        var position = 0L;
        foreach (var (name, entry) in entries.OrderBy(pair => pair.Value.Begin).ThenBy(pair => pair.Value.End))
        {
            if (entry.Begin != position)
            {
                throw Fault(location, $"the bytes of tensor {name} begin at {entry.Begin}, expected {position}: ranges overlap or leave a hole");
            }

            position = entry.End;
        }

        if (position != dataLength)
        {
            throw Fault(location, $"its tensors take {position} bytes of data, the file has {dataLength}: it is cut off or has a tail");
        }
    }

    private static WorkbenchException Fault(string location, string reason) => new($"{location}: not a sound safetensors file: {reason}.");
}
