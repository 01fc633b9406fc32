using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor alias()
        {
            var h = Handle;
            Shim.ts_retain(h);
            var result = new Tensor(h);
            GC.KeepAlive(this);
            return result;
        }

        public Tensor view(params long[] shape) => Ops.view.Call(this, shape);

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor reshape(params long[] shape) => Ops.reshape.Call(this, shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Ops.flatten_using_ints.Call(this, start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes)
        {
            if (dim < 0 || dim >= ndim) throw new ArgumentException($"Invalid 'dim' argument: {dim}.");
            if (sizes.Length == 0) throw new ArgumentException("The number of output sizes is zero.");
            var shape = size().ToList();
            shape.RemoveAt((int)dim);
            shape.InsertRange((int)dim, sizes);
            return view(shape.ToArray());
        }

        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public Tensor squeeze(long? dim = null) => dim is { } d ? Ops.squeeze_dim.Call(this, d) : Ops.squeeze.Call(this);

        public Tensor squeeze_(long? dim = null) => dim is { } d ? Ops.squeeze__dim.CallInPlace(this, d) : Ops.squeeze_.CallInPlace(this);

        public Tensor unsqueeze(long dim) => Ops.unsqueeze.Call(this, dim);

        public Tensor unsqueeze_(long dim) => Ops.unsqueeze_.CallInPlace(this, dim);

        public Tensor t() => Ops.t.Call(this);

        public Tensor T
        {
            get
            {
                var order = new long[ndim];
                for (var i = 0; i < order.Length; i++) order[i] = order.Length - 1 - i;
                return permute(order);
            }
        }

        public Tensor mT => transpose(-2, -1);

        public Tensor transpose(long dim0, long dim1) => Ops.transpose_int.Call(this, dim0, dim1);

        public Tensor transpose_(long dim0, long dim1) => Ops.transpose_.CallInPlace(this, dim0, dim1);

        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor permute(params long[] permutation) => Ops.permute.Call(this, permutation);

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor movedim(long[] source, long[] destination) => Ops.movedim_intlist.Call(this, source, destination);

        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Ops.expand.Call(this, sizes, isImplicit);

        public Tensor expand(Size sizes, bool isImplicit = false) => expand((ReadOnlySpan<long>)sizes.Shape, isImplicit);

        public Tensor expand(long[] sizes, bool isImplicit = false) => expand((ReadOnlySpan<long>)sizes, isImplicit);

        public Tensor expand(params long[] sizes) => expand((ReadOnlySpan<long>)sizes, false);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor broadcast_to(params long[] shape) => Ops.broadcast_to.Call(this, shape);

        public Tensor repeat(params long[] sizes) => Ops.repeat.Call(this, sizes);

        public Tensor tile(long[] reps) => Ops.tile.Call(this, reps);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => Ops.repeat_interleave_self_Tensor.Call(this, repeats, dim, output_size);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Ops.repeat_interleave_self_int.Call(this, repeats, dim, output_size);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0L) => Ops.as_strided.Call(this, size, strides, storageOffset);

        public Tensor unfold(long dimension, long size, long step) => Ops.unfold.Call(this, dimension, size, step);

        public Tensor ravel() => Ops.ravel.Call(this);

        public Tensor atleast_1d() => Ops.atleast_1d.Call(this);

        public Tensor atleast_2d() => Ops.atleast_2d.Call(this);

        public Tensor atleast_3d() => Ops.atleast_3d.Call(this);

        public Tensor flip(params long[] dims) => Ops.flip.Call(this, dims);

        public Tensor fliplr() => Ops.fliplr.Call(this);

        public Tensor flipud() => Ops.flipud.Call(this);

        public Tensor roll(long shifts, long? dims = null) => dims is { } d ? roll(stackalloc long[] { shifts }, stackalloc long[] { d }) : roll(stackalloc long[] { shifts });

        public Tensor roll(long[] shifts, long[] dims) => roll((ReadOnlySpan<long>)shifts, dims);

        public Tensor roll(long[] shifts) => roll(shifts, new long[] { 0 });

        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => Ops.roll.Call(this, shifts, dims);

        public Tensor tril(long diagonal = 0) => Ops.tril.Call(this, diagonal);

        public Tensor triu(long diagonal = 0) => Ops.triu.Call(this, diagonal);

        public Tensor tril_(long diagonal = 0) => Ops.tril_.Call(this, diagonal);

        public Tensor triu_(long diagonal = 0) => Ops.triu_.Call(this, diagonal);

        public Tensor diag(long diagonal = 0) => Ops.diag.Call(this, diagonal);

        public Tensor diag_embed(long offset = 0L, long dim1 = -2L, long dim2 = -1L) => Ops.diag_embed.Call(this, offset, dim1, dim2);

        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) => Ops.diagonal.Call(this, offset, dim1, dim2);

        public Tensor diagflat(long offset = 0) => Ops.diagflat.Call(this, offset);

        public Tensor[] unbind(long dimension = 0L) => Ops.unbind_int.CallList(this, dimension);

        public Tensor[] split(long size, int dim = 0) => Ops.split_Tensor.CallList(this, size, dim);

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => Ops.split_with_sizes.CallList(this, sizes, dim);

        public Tensor[] split(long[] sizes, long dim = 0) => split((ReadOnlySpan<long>)sizes, dim);

        public Tensor[] split(params long[] sizes) => split((ReadOnlySpan<long>)sizes, 0);

        public Tensor[] tensor_split(long size, long dim = 0L) => Ops.tensor_split_sections.CallList(this, size, dim);

        public Tensor[] chunk(long chunks, long dim = 0L) => Ops.chunk.CallList(this, chunks, dim);
    }
}
