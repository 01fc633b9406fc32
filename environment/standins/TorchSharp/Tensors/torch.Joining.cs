using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Ops.cat.Call(Arg.List(tensors), dim);

    public static Tensor cat(Tensor[] tensors, long dim = 0) => cat((ReadOnlySpan<Tensor>)tensors, dim);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Ops.cat.Call(Arg.List(tensors), dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor concatenate(ReadOnlySpan<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Ops.stack.Call(Arg.List(tensors), dim);

    public static Tensor hstack(IList<Tensor> tensors) => Ops.hstack.Call(Arg.List(tensors));

    public static Tensor hstack(params Tensor[] tensors) => Ops.hstack.Call(Arg.List(tensors.AsSpan()));

    public static Tensor vstack(IList<Tensor> tensors) => Ops.vstack.Call(Arg.List(tensors));

    public static Tensor vstack(Tensor[] tensors) => Ops.vstack.Call(Arg.List(tensors.AsSpan()));

    public static Tensor block_diag(params Tensor[] tensors) => Ops.block_diag.Call(Arg.List(tensors.AsSpan()));

    public static Tensor einsum(string equation, params Tensor[] tensors) => Ops.einsum.Call(equation, Arg.List(tensors.AsSpan()));

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Ops.meshgrid_indexing.CallList(Arg.List(tensors), indexing);

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Ops.broadcast_tensors.CallList(Arg.List(tensors.AsSpan()));

#nullable disable
    public static Tensor searchsorted(Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor sorter = null) =>
        Ops.searchsorted_Tensor.Call(sorted_sequence, values, out_int32, right, Arg.None, sorter);
#nullable restore
}
