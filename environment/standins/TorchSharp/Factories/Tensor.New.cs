using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor new_zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.zeros(size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.zeros(stackalloc long[] { size }, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.zeros((ReadOnlySpan<long>)size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.zeros(stackalloc long[] { rows, columns }, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.zeros(stackalloc long[] { dim0, dim1, dim2 }, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.zeros(stackalloc long[] { dim0, dim1, dim2, dim3 }, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.ones(stackalloc long[] { size }, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.ones(stackalloc long[] { rows, columns }, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.ones(stackalloc long[] { dim0, dim1, dim2 }, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.ones(stackalloc long[] { dim0, dim1, dim2, dim3 }, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.empty(size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.empty(stackalloc long[] { size }, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.empty((ReadOnlySpan<long>)size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.empty(stackalloc long[] { rows, columns }, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.empty(stackalloc long[] { dim0, dim1, dim2 }, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_empty(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.empty(stackalloc long[] { dim0, dim1, dim2, dim3 }, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.full(size, value, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.full(stackalloc long[] { size }, value, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.full((ReadOnlySpan<long>)size, value, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.full(stackalloc long[] { rows, columns }, value, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_full(long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.full(stackalloc long[] { dim0, dim1, dim2 }, value, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor new_full(long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.full(stackalloc long[] { dim0, dim1, dim2, dim3 }, value, dtype ?? this.dtype, device ?? this.device, requires_grad);

        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.zeros_like.Call(this, dtype ?? this.dtype, Arg.None, device ?? this.device), requires_grad);

        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.ones_like.Call(this, dtype ?? this.dtype, Arg.None, device ?? this.device), requires_grad);

        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.empty_like.Call(this, dtype ?? this.dtype, Arg.None, device ?? this.device), requires_grad);

        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.full_like.Call(this, value, dtype ?? this.dtype, Arg.None, device ?? this.device), requires_grad);

        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.rand_like.Call(this, dtype ?? this.dtype, Arg.None, device ?? this.device), requires_grad);

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.randn_like.Call(this, dtype ?? this.dtype, Arg.None, device ?? this.device), requires_grad);

        public Tensor randint_like(long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Ops.randint_like_low_dtype.Call(this, low, high, dtype ?? this.dtype, Arg.None, device ?? this.device), requires_grad);
    }
}
