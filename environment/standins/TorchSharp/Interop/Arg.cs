using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>An argument of an operator. <c>default</c> stands for the schema's default value.</summary>
internal readonly ref struct Arg
{
    internal readonly Tag Tag;
    internal readonly int Count;
    internal readonly long Bits;
    internal readonly object? Owner;
    internal readonly ReadOnlySpan<long> Items;

    private Arg(Tag tag, long bits = 0, int count = 0, object? owner = null)
    {
        Tag = tag;
        Bits = bits;
        Count = count;
        Owner = owner;
    }

    private Arg(Tag tag, ReadOnlySpan<long> items, object? owner = null)
    {
        Tag = tag;
        Items = items;
        Count = items.Length;
        Owner = owner;
    }

    internal static Arg None => new(Tag.None);

    public static implicit operator Arg(torch.Tensor? t) => t is null ? None : new(Tag.Tensor, t.Handle, 0, t);
    public static implicit operator Arg(long v) => new(Tag.Int, v);
    public static implicit operator Arg(double v) => new(Tag.Double, BitConverter.DoubleToInt64Bits(v));
    public static implicit operator Arg(bool v) => new(Tag.Bool, v ? 1 : 0);
    public static implicit operator Arg(long? v) => v is { } x ? x : None;
    public static implicit operator Arg(double? v) => v is { } x ? x : None;
    public static implicit operator Arg(torch.ScalarType v) => new(Tag.Int, (long)v);
    public static implicit operator Arg(torch.ScalarType? v) => v is { } x ? x : None;
    public static implicit operator Arg(Scalar? v) => v is null ? None : v.ToArg();
    public static implicit operator Arg(torch.Device? v) => v is null ? None : new(Tag.Device, v.index, (int)v.type);
    public static implicit operator Arg(torch.Generator? v) => v is null ? None : new(Tag.Generator, v.Handle, 0, v);
    public static implicit operator Arg(ReadOnlySpan<long> v) => new(Tag.Ints, v);
    public static implicit operator Arg(long[]? v) => v is null ? None : new(Tag.Ints, v);
    public static implicit operator Arg(string? v) => v is null ? None : new(Tag.String, owner: v);

    internal static Arg OfDevice(DeviceType type, int index) => new(Tag.Device, index, (int)type);
    internal static Arg Number(Tag tag, long bits, object? owner = null) => new(tag, bits, 0, owner);

    /// <summary>A list of tensors; a null item is an absent one where the operator allows it.</summary>
    internal static Arg List(ReadOnlySpan<torch.Tensor> tensors, bool optional = false)
    {
        var handles = new long[tensors.Length];
        for (var i = 0; i < handles.Length; i++) handles[i] = optional && tensors[i] is null ? 0 : tensors[i].Handle;
        return new(optional ? Tag.OptionalTensors : Tag.Tensors, handles, tensors.ToArray());
    }

    internal static Arg List(IEnumerable<torch.Tensor> tensors) => tensors switch
    {
        torch.Tensor[] array => List(array.AsSpan()),
        List<torch.Tensor> list => List(CollectionsMarshal.AsSpan(list)),
        _ => List(tensors.ToArray().AsSpan()),
    };

    internal static Arg Doubles(ReadOnlySpan<double> v) => new(Tag.Doubles, MemoryMarshal.Cast<double, long>(v));

    internal static Arg Bools(ReadOnlySpan<bool> v)
    {
        var items = new long[v.Length];
        for (var i = 0; i < items.Length; i++) items[i] = v[i] ? 1 : 0;
        return new(Tag.Bools, items);
    }
}
