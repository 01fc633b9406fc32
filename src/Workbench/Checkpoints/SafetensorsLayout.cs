using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>The order of the tensors in a safetensors file to be written, and its header (length included).</summary>
internal sealed record SafetensorsLayout(byte[] Header, IReadOnlyList<string> Order)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Lays tensors out, widest dtype first, then by name, and pads the header with spaces to a multiple of eight bytes.</summary>
    public static SafetensorsLayout Of(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var order = tensors.OrderByDescending(pair => pair.Value.ElementSize).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key).ToArray();
        using var buffer = new MemoryStream();
        buffer.Write(new byte[8]);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            var offset = 0L;
            foreach (var name in order)
            {
                var tensor = tensors[name];
                var end = offset + tensor.NumberOfElements * tensor.ElementSize;
                WriteEntry(json, name, tensor, offset, end, path);
                offset = end;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        var header = buffer.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - 8);
        return new SafetensorsLayout(header, order);
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, long begin, long end, string path)
    {
        var dtype = SafetensorsDType.NameOf(tensor.dtype)
            ?? throw new WorkbenchException($"{path}: tensor {name} has dtype {tensor.dtype}, which safetensors cannot hold.");
        json.WriteStartObject(name);
        json.WriteString("dtype", dtype);
        json.WriteStartArray("shape");
        foreach (var size in tensor.shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
