namespace Workbench.Checkpoints;

/// <summary>The few names of Python that a state dict needs, matched in full, and what they mean for data. None of them runs anything.</summary>
internal static class StateDictGlobals
{
    private const string OrderedDict = "collections.OrderedDict";
    private const string RebuildTensor = "torch._utils._rebuild_tensor_v2";
    private const string RebuildParameter = "torch._utils._rebuild_parameter";
    private const string Size = "torch.Size";

    private static readonly HashSet<string> Functions = [OrderedDict, RebuildTensor, RebuildParameter, Size];

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

    private static readonly HashSet<string> DTypes =
    [
        "torch.float64", "torch.float32", "torch.float16", "torch.bfloat16", "torch.int64", "torch.int32", "torch.int16", "torch.int8",
        "torch.uint8", "torch.bool",
    ];

    /// <summary>A name that the pickle imports.</summary>
    /// <exception cref="PickleFault">The name is not one of the few.</exception>
    public static Pickled.Global Named(string module, string name)
    {
        var full = $"{module}.{name}";
        return !name.Contains('.') && (Functions.Contains(full) || Storages.ContainsKey(full) || DTypes.Contains(full))
            ? new Pickled.Global(full)
            : throw new PickleFault($"it asks for {full}; a state dict needs no such thing, and nothing in a checkpoint is ever run");
    }

    /// <summary>What calling one of the functions gives.</summary>
    /// <exception cref="PickleFault">The arguments are not those that PyTorch writes.</exception>
    public static object Rebuild(Pickled.Global function, IList<object?> arguments) => (function.Name, arguments) switch
    {
        (OrderedDict, []) => new Pickled.Dict([]),
        (Size, [Pickled.Sequence sizes]) => sizes,
        (RebuildParameter, [Pickled.View data, bool, Pickled.Dict { Items: [] }]) => data,
        (RebuildTensor, [Pickled.Storage storage, long offset, Pickled.Sequence shape, Pickled.Sequence strides, bool, Pickled.Dict, ..])
            when arguments.Count <= 7 => View(storage, offset, Numbers(shape), Numbers(strides)),
        _ => throw new PickleFault($"it calls {function.Name} with arguments that PyTorch does not write"),
    };

    /// <summary>The storage that a persistent id names: ('storage', class, key, device, element count) and in legacy files None.</summary>
    /// <exception cref="PickleFault">The id is something else.</exception>
    public static Pickled.Storage Storage(object? id)
    {
        if (id is Pickled.Sequence { Items: ["storage", Pickled.Global type, string key, string, long count, ..] items }
            && (items.Count == 5 || (items.Count == 6 && items[5] is null))
            && Storages.TryGetValue(type.Name, out var dtype))
        {
            return count >= 0 && count <= long.MaxValue / 8
                ? new Pickled.Storage(key, dtype, count)
                : throw new PickleFault($"storage {key} has {count} elements");
        }

        throw new PickleFault("it refers to a storage in a way that PyTorch does not write");
    }

    private static Pickled.View View(Pickled.Storage storage, long offset, List<long> shape, List<long> strides)
    {
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
