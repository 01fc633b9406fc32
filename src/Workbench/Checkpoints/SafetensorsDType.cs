using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>The dtypes of the safetensors format, their sizes and their counterparts in torch.</summary>
internal static class SafetensorsDType
{
    private static readonly Dictionary<string, (int Size, ScalarType? Type)> Known = new()
    {
        ["BOOL"] = (1, ScalarType.Bool),
        ["U8"] = (1, ScalarType.Byte),
        ["I8"] = (1, ScalarType.Int8),
        ["F8_E5M2"] = (1, null),
        ["F8_E4M3"] = (1, null),
        ["F8_E8M0"] = (1, null),
        ["I16"] = (2, ScalarType.Int16),
        ["U16"] = (2, null),
        ["F16"] = (2, ScalarType.Float16),
        ["BF16"] = (2, ScalarType.BFloat16),
        ["I32"] = (4, ScalarType.Int32),
        ["U32"] = (4, null),
        ["F32"] = (4, ScalarType.Float32),
        ["I64"] = (8, ScalarType.Int64),
        ["U64"] = (8, null),
        ["F64"] = (8, ScalarType.Float64),
        ["C64"] = (8, ScalarType.ComplexFloat32),
    };

    /// <summary>Bytes an element, or 0 for a dtype that the format does not have.</summary>
    public static int SizeOf(string dtype) => Known.TryGetValue(dtype, out var known) ? known.Size : 0;

    /// <summary>The counterpart in torch, or null where there is none.</summary>
    public static ScalarType? TypeOf(string dtype) => Known.TryGetValue(dtype, out var known) ? known.Type : null;

    /// <summary>The format's name of a torch dtype, or null where there is none.</summary>
    public static string? NameOf(ScalarType type) => Known.FirstOrDefault(pair => pair.Value.Type == type).Key;
}
