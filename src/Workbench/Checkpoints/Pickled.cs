namespace Workbench.Checkpoints;

/// <summary>What a restricted pickle can hold besides null, bool, long, double, string and byte[].</summary>
internal abstract record Pickled
{
    /// <summary>A tuple or a list.</summary>
    internal sealed record Sequence(IList<object?> Items) : Pickled;

    /// <summary>A dict or an OrderedDict, in order of insertion.</summary>
    internal sealed record Dict(List<(object? Key, object? Value)> Items) : Pickled;

    /// <summary>The name of one of the few classes and functions that a state dict needs.</summary>
    internal sealed record Global(string Name) : Pickled;

    /// <summary>A run of numbers in the file.</summary>
    /// <param name="Key">Its name there.</param>
    /// <param name="DType">What the numbers are.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="IsUntyped">Whether the file counts bytes and the tensor alone says what they are.</param>
    internal sealed record Storage(string Key, string DType, long Count, bool IsUntyped = false) : Pickled;

    /// <summary>Something that lies beside the tensors and that nobody reads: a device, a number of NumPy's.</summary>
    internal sealed record Aside : Pickled;

    /// <summary>A view of a storage.</summary>
    internal sealed record View(Storage Source, long Offset, IReadOnlyList<long> Shape, IReadOnlyList<long> Strides) : Pickled;

    /// <summary>The number that opens a legacy file, too large for a long; other large numbers keep only their bytes.</summary>
    internal sealed record LargeNumber(byte[] LittleEndian) : Pickled;
}
