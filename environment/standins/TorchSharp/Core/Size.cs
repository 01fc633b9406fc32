using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    public struct Size : IEnumerable<long>
    {
        public static Size Empty = new(Array.Empty<long>());

        private readonly long[] shape;

        public Size(long[] shape) => this.shape = (long[])shape.Clone();

        public Size(IEnumerable<long> shape) => this.shape = shape.ToArray();

        public Size(int[] shape) => this.shape = Array.ConvertAll(shape, i => (long)i);

        public Size(long size) => shape = [size];

        public Size((long, long) size) => shape = [size.Item1, size.Item2];

        public Size((long, long, long) size) => shape = [size.Item1, size.Item2, size.Item3];

        public Size((long, long, long, long) size) => shape = [size.Item1, size.Item2, size.Item3, size.Item4];

        public Size(int size) => shape = [size];

        public Size((int, int) size) => shape = [size.Item1, size.Item2];

        public Size((int, int, int) size) => shape = [size.Item1, size.Item2, size.Item3];

        public Size((int, int, int, int) size) => shape = [size.Item1, size.Item2, size.Item3, size.Item4];

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size((long, long) size) => new(size);

        public static implicit operator Size((long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long) size) => new(size);

        public static implicit operator Size(long[] size) => new(size);

        public long[] Shape => shape;

        public int Length => shape.Length;

        public bool IsEmpty => shape.Length == 0;

        public bool IsScalar => IsEmpty;

        public long this[int idx] => shape[idx];

        public long this[long idx] => shape[(int)idx];

        public long numel()
        {
            long n = 1;
            foreach (var s in shape) n *= s;
            return n;
        }

        public IEnumerator<long> GetEnumerator() => shape.AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
