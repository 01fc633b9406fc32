using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor narrow(long dim, long start, long length) => Ops.narrow.Call(this, dim, start, length);

        public Tensor select(long dim, long index) => Ops.select_int.Call(this, dim, index);

        public Tensor slice(long dim, long start, long finish, long step) => Ops.slice_Tensor.Call(this, dim, start, finish, step);

        public Tensor index_select(long dim, Tensor index) => Ops.index_select.Call(this, dim, index);

        public Tensor take(Tensor index) => Ops.take.Call(this, index);

        public Tensor argwhere() => Ops.argwhere.Call(this);

        public Tensor take_along_dim(Tensor indices) => Ops.take_along_dim.Call(this, indices);

        public Tensor take_along_dim(Tensor indices, long dim) => Ops.take_along_dim.Call(this, indices, dim);

        public Tensor gather(long dim, Tensor index) => Ops.gather.Call(this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Ops.scatter_src.Call(this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Ops.scatter__src.CallInPlace(this, dim, index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Ops.scatter_add.Call(this, dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Ops.scatter_add_.CallInPlace(this, dim, index, src);

        public Tensor select_scatter(Tensor src, long dim, long index) => Ops.select_scatter.Call(this, src, dim, index);

        public Tensor slice_scatter(Tensor src, long dim = 0L, long? start = null, long? end = null, long step = 1L) => Ops.slice_scatter.Call(this, src, dim, start, end, step);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Ops.index_add.Call(this, dim, index, source, alpha);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Ops.index_add_.CallInPlace(this, dim, index, source, alpha);

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Ops.index_copy.Call(this, dim, index, source);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Ops.index_copy_.CallInPlace(this, dim, index, source);

        public Tensor index_fill(long dim, Tensor index, Scalar value) => Ops.index_fill_int_Scalar.Call(this, dim, index, value);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Ops.index_fill__int_Scalar.CallInPlace(this, dim, index, value);

        public Tensor masked_fill(Tensor mask, Scalar value) => Ops.masked_fill_Scalar.Call(this, Boolean(mask), value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Ops.masked_fill__Scalar.CallInPlace(this, Boolean(mask), value);

        // libtorch 1.13 takes other masks too.
        private static Tensor Boolean(Tensor mask) => mask.dtype == ScalarType.Bool ? mask
            : throw new System.Runtime.InteropServices.ExternalException($"masked_fill_ only supports boolean masks, but got mask with dtype {mask.dtype}");

        public Tensor masked_scatter(Tensor mask, Tensor value) => Ops.masked_scatter.Call(this, mask, value);

        public Tensor masked_scatter_(Tensor mask, Tensor value) => Ops.masked_scatter_.CallInPlace(this, mask, value);

        public Tensor masked_select(Tensor mask) => Ops.masked_select.Call(this, mask);

        public Tensor nonzero() => Ops.nonzero.Call(this);

        public IList<Tensor> nonzero_as_list()
        {
            var t = nonzero();
            return t.chunk(t.shape[1], dim: 1);
        }

        public Tensor where(Tensor condition, Tensor y)
        {
            if (condition.dtype != ScalarType.Bool) throw new ArgumentException("The condition to 'where' must be a boolean tensor.");
            return Ops.where_self.Call(condition, this, y);
        }

        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            var r = dim is { } d
                ? Ops.unique_dim.CallList(this, d, sorted, return_inverse, return_counts)
                : Ops._unique2.CallList(this, sorted, return_inverse, return_counts);
            if (!return_inverse) r[1].Dispose();
            if (!return_counts) r[2].Dispose();
            return (r[0], return_inverse ? r[1] : null, return_counts ? r[2] : null);
        }
    }
}
