using System.Text;
using System.Text.Json;

namespace Workbench.Parity.Tests.Checkpoints;

/// <summary>The rules of the safetensors format once more, written independently of the reader that is tested.</summary>
internal static class SoundSafetensors
{
    private static readonly Dictionary<string, int> Sizes = new()
    {
        ["BOOL"] = 1, ["U8"] = 1, ["I8"] = 1, ["F8_E5M2"] = 1, ["F8_E4M3"] = 1, ["F8_E8M0"] = 1, ["I16"] = 2, ["U16"] = 2, ["F16"] = 2, ["BF16"] = 2,
        ["I32"] = 4, ["U32"] = 4, ["F32"] = 4, ["I64"] = 8, ["U64"] = 8, ["F64"] = 8, ["C64"] = 8,
    };

    /// <summary>The bytes of each tensor, or null where the file breaks a rule.</summary>
    public static Dictionary<string, ReadOnlyMemory<byte>>? Tensors(byte[] file)
    {
        try
        {
            var length = checked((int)BitConverter.ToUInt64(file));
            var header = new UTF8Encoding(false, true).GetString(file, 8, length);
            using var json = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var data = file.AsMemory(8 + length);
            var tensors = new Dictionary<string, ReadOnlyMemory<byte>>();
            var ranges = new List<(int Begin, int End)>();
            foreach (var member in json.RootElement.EnumerateObject().Where(member => member.Name != "__metadata__"))
            {
                var (begin, end) = (member.Value.GetProperty("data_offsets")[0].GetInt32(), member.Value.GetProperty("data_offsets")[1].GetInt32());
                var count = member.Value.GetProperty("shape").EnumerateArray().Aggregate(1L, (product, size) => checked(product * (long)size.GetUInt64()));
                if (member.Value.GetProperty("data_offsets").GetArrayLength() != 2
                    || count * Sizes[member.Value.GetProperty("dtype").GetString()!] != end - begin)
                {
                    return null;
                }

                ranges.Add((begin, end));
                tensors[member.Name] = data[begin..end];
            }

            ranges.Sort();
            var gapless = ranges.Zip(ranges.Skip(1), (a, b) => a.End == b.Begin).All(meets => meets);
            return header[0] == '{' && gapless && (ranges.Count == 0 ? data.Length == 0 : ranges[0].Begin == 0 && ranges[^1].End == data.Length)
                ? tensors
                : null;
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
