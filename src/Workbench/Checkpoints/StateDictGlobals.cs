using System.Text;

namespace Workbench.Checkpoints;

/// <summary>The few names of Python that a state dict needs, matched in full, and what they mean for data. None of them runs anything.</summary>
internal static class StateDictGlobals
{
    private const string OrderedDict = "collections.OrderedDict";
    private const string RebuildTensor = "torch._utils._rebuild_tensor_v2";
    private const string RebuildTypedTensor = "torch._utils._rebuild_tensor_v3";
    private const string RebuildParameter = "torch._utils._rebuild_parameter";
    private const string RebuildParameterWithState = "torch._utils._rebuild_parameter_with_state";
    private const string RebuildFromType = "torch._tensor._rebuild_from_type_v2";
    private const string Tensor = "torch.Tensor";
    private const string Parameter = "torch.nn.parameter.Parameter";
    private const string Size = "torch.Size";
    private const string Device = "torch.device";
    private const string Encode = "_codecs.encode";
    private const string UntypedStorage = "torch.storage.UntypedStorage";

    private static readonly HashSet<string> Functions =
    [
        OrderedDict, RebuildTensor, RebuildTypedTensor, RebuildParameter, RebuildParameterWithState, RebuildFromType, Size, Device, Encode,
        Tensor, Parameter, UntypedStorage,
    ];

    private static readonly HashSet<string> Bytes = ["__builtin__.bytes", "builtins.bytes", "__builtin__.bytearray", "builtins.bytearray"];

    private static readonly HashSet<string> NumPy = ["numpy.dtype", "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar"];

    private static readonly Dictionary<string, string> Storages = new()
    {
        ["torch.DoubleStorage"] = "F64",
        ["torch.FloatStorage"] = "F32",
        ["torch.HalfStorage"] = "F16",
        ["torch.BFloat16Storage"] = "BF16",
        ["torch.LongStorage"] = "I64",
        ["torch.IntStorage"] = "I32",
        ["torch.ShortStorage"] = "I16",
        ["torch.CharStorage"] = "I8",
        ["torch.ByteStorage"] = "U8",
        ["torch.BoolStorage"] = "BOOL",
        ["torch.ComplexFloatStorage"] = "C64",
    };

    private static readonly Dictionary<string, string> DTypes = new()
    {
        ["torch.float64"] = "F64",
        ["torch.float32"] = "F32",
        ["torch.float16"] = "F16",
        ["torch.bfloat16"] = "BF16",
        ["torch.float8_e4m3fn"] = "F8_E4M3",
        ["torch.float8_e5m2"] = "F8_E5M2",
        ["torch.int64"] = "I64",
        ["torch.int32"] = "I32",
        ["torch.int16"] = "I16",
        ["torch.int8"] = "I8",
        ["torch.uint64"] = "U64",
        ["torch.uint32"] = "U32",
        ["torch.uint16"] = "U16",
        ["torch.uint8"] = "U8",
        ["torch.bool"] = "BOOL",
    };

    /// <summary>A name that the pickle imports.</summary>
    /// <exception cref="PickleFault">The name is not one of the few.</exception>
    public static Pickled.Global Named(string module, string name)
    {
        var full = $"{module}.{name}";
        return !name.Contains('.') && (Functions.Contains(full) || Storages.ContainsKey(full) || DTypes.ContainsKey(full) || Bytes.Contains(full) || NumPy.Contains(full))
            ? new Pickled.Global(full)
            : throw new PickleFault($"it asks for {full}; a state dict needs no such thing, and nothing in a checkpoint is ever run");
    }

    /// <summary>What calling one of the functions gives.</summary>
    /// <exception cref="PickleFault">The arguments are not those that PyTorch writes.</exception>
    public static object Rebuild(Pickled.Global function, IList<object?> arguments) => (function.Name, arguments) switch
    {
        (OrderedDict, []) => new Pickled.Dict([]),
        (Size, [Pickled.Sequence sizes]) => sizes,
        (Device, [string, ..]) when arguments.Count <= 2 => new Pickled.Aside(),
        (Encode, [string text, "latin1" or "latin-1"]) when text.All(character => character < 256) => Encoding.Latin1.GetBytes(text),
        (var name, []) when Bytes.Contains(name) => Array.Empty<byte>(),
        (var name, [byte[] bytes]) when Bytes.Contains(name) => bytes,
        (var name, [string, ..]) when NumPy.Contains(name) => new Pickled.Aside(),
        (var name, [Pickled.Aside, byte[]]) when NumPy.Contains(name) => new Pickled.Aside(),
        (RebuildParameter, [Pickled.View data, bool, Pickled.Dict { Items: [] }]) => data,
        (RebuildParameterWithState, [Pickled.View data, bool, Pickled.Dict { Items: [] }, _]) => data,
        (RebuildFromType, [Pickled.Global { Name: RebuildTensor or RebuildTypedTensor or RebuildParameter } inner, Pickled.Global { Name: Tensor or Parameter }, Pickled.Sequence held, _]) =>
            Rebuild(inner, held.Items),
        (RebuildTensor, [Pickled.Storage { IsUntyped: false } storage, long offset, Pickled.Sequence shape, Pickled.Sequence strides, bool, Pickled.Dict, ..])
            when arguments.Count <= 7 => View(storage, offset, Numbers(shape), Numbers(strides), [.. arguments.Skip(6)]),
        (RebuildTypedTensor,
            [Pickled.Storage { IsUntyped: true } storage, long offset, Pickled.Sequence shape, Pickled.Sequence strides, bool, Pickled.Dict, Pickled.Global dtype, ..])
            when arguments.Count <= 8 => View(Typed(storage, dtype), offset, Numbers(shape), Numbers(strides), [.. arguments.Skip(7)]),
        _ => throw new PickleFault($"it calls {function.Name} with arguments that PyTorch does not write"),
    };

    /// <summary>The storage that a persistent id names: ('storage', class, key, device, element count) and in legacy files None.</summary>
    /// <exception cref="PickleFault">The id is something else.</exception>
    public static Pickled.Storage Storage(object? id)
    {
        if (id is Pickled.Sequence { Items: ["storage", Pickled.Global type, string key, string, long count, ..] items }
            && (items.Count == 5 || (items.Count == 6 && items[5] is null))
            && (type.Name == UntypedStorage ? "U8" : Storages.GetValueOrDefault(type.Name)) is { } dtype)
        {
            return count >= 0 && count <= long.MaxValue / 8
                ? new Pickled.Storage(key, dtype, count, type.Name == UntypedStorage)
                : throw new PickleFault($"storage {key} has {count} elements");
        }

        throw new PickleFault("it refers to a storage in a way that PyTorch does not write");
    }

    private static Pickled.Storage Typed(Pickled.Storage storage, Pickled.Global dtype)
    {
        var name = DTypes.GetValueOrDefault(dtype.Name) ?? throw new PickleFault($"a tensor's dtype is {dtype.Name}");
        var size = SafetensorsDType.SizeOf(name);
        return storage.Count % size == 0
            ? storage with { DType = name, Count = storage.Count / size }
            : throw new PickleFault($"storage {storage.Key} has {storage.Count} bytes, which make no whole number of {dtype.Name}");
    }

    private static Pickled.View View(Pickled.Storage storage, long offset, List<long> shape, List<long> strides, IReadOnlyList<object?> more)
    {
        if (more is not ([] or [null] or [Pickled.Dict { Items: [] }]))
        {
            throw new PickleFault("a tensor is kept as the negative or the conjugate of what is stored");
        }

        if (offset < 0 || shape.Count != strides.Count || shape.Exists(size => size < 0) || strides.Exists(stride => stride < 0))
        {
            throw new PickleFault("a tensor has a negative size, stride or offset, or not one stride a dimension");
        }

        try
        {
            shape.Aggregate(1L, (product, size) => checked(product * size));
            var last = shape.Contains(0) ? offset - 1 : shape.Zip(strides).Aggregate(offset, (sum, pair) => checked(sum + (pair.First - 1) * pair.Second));
            if (last >= storage.Count)
            {
                throw new PickleFault($"a tensor reaches element {last} of a storage that has {storage.Count}");
            }
        }
        catch (OverflowException)
        {
            throw new PickleFault("a tensor's sizes and strides go beyond all bounds");
        }

        return new Pickled.View(storage, offset, shape, strides);
    }

    private static List<long> Numbers(Pickled.Sequence sequence) =>
        [.. sequence.Items.Select(item => item is long number ? number : throw new PickleFault("a tensor's size or stride is no whole number"))];
}
