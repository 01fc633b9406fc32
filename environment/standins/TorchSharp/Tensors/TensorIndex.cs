using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public struct TensorIndex
    {
        // The kinds are native/shim.cpp's.
        private enum Kind
        {
            None,
            Ellipsis,
            Single,
            Bool,
            Slice,
            Tensor
        }

        private Kind kind;
        private long? start;
        private long? stop;
        private long? step;
        private Tensor? tensor;

        static public TensorIndex Ellipsis = new() { kind = Kind.Ellipsis };

        static public TensorIndex None = new() { kind = Kind.None };

        static public TensorIndex Null = new() { kind = Kind.None };

        static public TensorIndex Colon = Slice();

        static public TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { kind = Kind.Slice, start = start, stop = stop, step = step };

        static public TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        static public TensorIndex Slice(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            !range.End.IsFromEnd ? range.End.Value : range.End.Value == 0 ? null : -range.End.Value);

        static public TensorIndex Bool(bool value) => new() { kind = Kind.Bool, start = value ? 1 : 0 };

        static public TensorIndex Single(long? index) => new() { kind = Kind.Single, start = index };

        static public TensorIndex Tensor(Tensor tensor) => new() { kind = Kind.Tensor, tensor = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("Should not be called.");

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        internal readonly RawIndex ToRaw() => new()
        {
            Kind = (int)kind,
            Given = (start.HasValue ? 1 : 0) | (stop.HasValue ? 2 : 0) | (step.HasValue ? 4 : 0),
            Start = start.GetValueOrDefault(),
            Stop = stop.GetValueOrDefault(),
            Step = step.GetValueOrDefault(),
            Tensor = tensor is null ? 0 : tensor.Handle,
        };

        internal readonly bool IsTensor => kind == Kind.Tensor;
    }
}
