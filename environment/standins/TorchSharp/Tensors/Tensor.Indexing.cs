using System.Runtime.CompilerServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => At(i1);
            set => index_put_(value, (TensorIndex)i1);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => At(i1, i2);
            set => index_put_(value, (TensorIndex)i1, i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => At(i1, i2, i3);
            set => index_put_(value, (TensorIndex)i1, i2, i3);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At(i1, i2, i3, i4);
            set => index_put_(value, (TensorIndex)i1, i2, i3, i4);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(Array.ConvertAll(indices, i => TensorIndex.Single(i)));
            set => index_put_(value, Array.ConvertAll(indices, i => TensorIndex.Single(i)));
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var raw = stackalloc RawIndex[indices.Length];
            for (var i = 0; i < indices.Length; i++) raw[i] = indices[i].ToRaw();
            var result = Shim.ts_index(Handle, raw, indices.Length);
            GC.KeepAlive(this);
            GC.KeepAlive(indices);
            return Shim.Own(result);
        }

        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => PutAt(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            if (accumulate && !indices.Any(i => i.IsTensor))
                throw new Exception("Invalid 'indices' parameter. Must be an array of TensorIndex objects containing tensors with indices that match the shape of the tensor to update");
            return PutAt(value, indices, accumulate);
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => PutAt(value, Array.ConvertAll(indices, TensorIndex.Tensor), false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            PutAt(value, Array.ConvertAll(indices, TensorIndex.Tensor), accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var tensor = Ops.scalar_tensor.Call(value, dtype, Arg.None, device);
            return PutAt(tensor, indices, false);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        private Tensor At(params ReadOnlySpan<long> indices)
        {
            var found = select(0, indices[0]);
            foreach (var i in indices[1..])
            {
                using var row = found;
                found = row.select(0, i);
            }
            return found;
        }

        private Tensor PutAt(Tensor value, TensorIndex[] indices, bool accumulate)
        {
            var raw = stackalloc RawIndex[indices.Length];
            for (var i = 0; i < indices.Length; i++) raw[i] = indices[i].ToRaw();
            var status = Shim.ts_index_put(Handle, raw, indices.Length, value.Handle, accumulate);
            GC.KeepAlive(value);
            GC.KeepAlive(indices);
            Shim.Check(status);
            return this;
        }
    }
}
