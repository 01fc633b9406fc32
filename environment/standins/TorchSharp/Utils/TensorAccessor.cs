#nullable disable
using System.Collections;
using System.Runtime.InteropServices;

namespace TorchSharp.Utils;

public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private torch.Tensor tensor;
    private T* start;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
            throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        start = (T*)tensor.DataPointer();
        this.tensor = tensor;
    }

    public long Count => tensor is null ? 0 : tensor.numel();

    public bool IsReadOnly => false;

    public T[] ToArray()
    {
        if (tensor.ndim == 0) return [start[0]];
        var result = new T[Count];
        // As in the real package, an empty tensor of several dimensions cannot be read so, one of a single dimension can.
        if (result.Length > 0 || tensor.ndim > 1) CopyTo(result);
        return result;
    }

    public Array ToNDArray()
    {
        if (tensor.ndim <= 1) return ToArray();
        var result = Array.CreateInstance(typeof(T), tensor.shape);
        if (result.Length == 0) return result;
        CopyTo(MemoryMarshal.CreateSpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(result)), result.Length));
        return result;
    }

    public T this[params long[] indices]
    {
        get => start[Offset(indices)];
        set => start[Offset(indices)] = value;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        CheckStart(tensorIndex);
        var room = Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (room <= 0) return;
        if (tensor.is_contiguous())
        {
            new ReadOnlySpan<T>(start + tensorIndex, (int)room).CopyTo(array[arrayIndex..]);
            GC.KeepAlive(tensor);
            return;
        }
        foreach (var offset in Offsets(tensorIndex))
        {
            if (room-- == 0) break;
            array[arrayIndex++] = start[offset];
        }
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(new ReadOnlySpan<T>(array), arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        CheckStart(tensorIndex);
        var room = Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (room <= 0) return;
        if (tensor.is_contiguous())
        {
            array.Slice(arrayIndex, (int)room).CopyTo(new Span<T>(start + tensorIndex, (int)room));
            GC.KeepAlive(tensor);
            return;
        }
        foreach (var offset in Offsets(tensorIndex))
        {
            if (room-- == 0) break;
            start[offset] = array[arrayIndex++];
        }
    }

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => left.SequenceEqual(right);

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !(left == right);

    public override bool Equals(object obj) => obj is TensorAccessor<T> other && (start == other.start || this.SequenceEqual(other));

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0, n = Count; i < n; i++) yield return At(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        start = null;
        tensor = null;
    }

    internal static T ReadItemAt(torch.Tensor tensor, long index)
    {
        tensor.ValidateType(typeof(T));
        return new TensorAccessor<T>(tensor)[index];
    }

    private T At(long index) => start[Offset(index)];

    private long Offset(long[] indices)
    {
        if (indices.Length == 1)
        {
            if (indices[0] >= Count) throw new IndexOutOfRangeException();
            return Offset(indices[0]);
        }
        var shape = tensor.shape;
        var strides = tensor.stride();
        long offset = 0;
        for (var i = 0; i < shape.Length; i++)
        {
            if (indices[i] >= shape[i] || indices[i] < 0)
                throw new IndexOutOfRangeException($"{indices[i]} >= {shape[i]} in dimension {i}.");
            offset += indices[i] * strides[i];
        }
        return offset;
    }

    private long Offset(long index)
    {
        if (index >= Count || index < 0) throw new ArgumentOutOfRangeException($"{index} in a collection of  ${Count} elements.");
        if (tensor.is_contiguous()) return index;
        var shape = tensor.shape;
        var strides = tensor.stride();
        long offset = 0;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            index = Math.DivRem(index, shape[i], out var at);
            offset += at * strides[i];
        }
        return offset;
    }

    private IEnumerable<long> Offsets(long from)
    {
        for (long i = from, n = Count; i < n; i++) yield return Offset(i);
    }

    private void CheckStart(long tensorIndex)
    {
        if (tensorIndex < 0 || tensorIndex >= Count) throw new ArgumentOutOfRangeException("startingIndex");
    }
}
