using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public long Dimensions => Kept(Shim.ts_dim(Handle));

        public long dim() => Dimensions;

        public long ndim => Dimensions;

        public long NumberOfElements => Kept(Shim.ts_numel(Handle));

        public long numel() => NumberOfElements;

        public long ElementSize => Kept(Shim.ts_element_size(Handle));

        public long element_size() => ElementSize;

        public ScalarType dtype => (ScalarType)Kept(Shim.ts_dtype(Handle));

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_nonzero()
        {
            if (numel() != 1) throw new InvalidOperationException("is_nonzero() called on non-singleton tensor");
            return Ops.is_nonzero.CallValue(this).Bits != 0;
        }

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_sparse => Kept(Shim.ts_is_sparse(Handle));

        public Device device
        {
            get
            {
                int index;
                var type = (DeviceType)Kept(Shim.ts_device(Handle, &index));
                return type == DeviceType.CPU ? new Device(type) : new Device(type, index);
            }
        }

        public int device_index
        {
            get
            {
                int index;
                Kept(Shim.ts_device(Handle, &index));
                return index;
            }
        }

        public DeviceType device_type
        {
            get
            {
                int index;
                return (DeviceType)Kept(Shim.ts_device(Handle, &index));
            }
        }

        public long size(int dim)
        {
            var n = (int)Dimensions;
            if (dim < -n || dim >= n || n == 0) return Ops.size_int.CallValue(this, dim).Bits;
            var sizes = stackalloc long[n];
            Shim.ts_sizes(Handle, sizes);
            GC.KeepAlive(this);
            return sizes[dim < 0 ? dim + n : dim];
        }

        public long[] size()
        {
            var sizes = new long[Dimensions];
            fixed (long* p = sizes) Shim.ts_sizes(Handle, p);
            GC.KeepAlive(this);
            return sizes;
        }

        public long[] shape => size();

        public long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* p = strides) Shim.Check(Shim.ts_strides(Handle, p));
            GC.KeepAlive(this);
            return strides;
        }

        public long stride(int dim) => Ops.stride_int.CallValue(this, dim).Bits;

        public long storage_offset()
        {
            var offset = Kept(Shim.ts_storage_offset(Handle));
            return offset >= 0 ? offset : throw Shim.Failed();
        }

        public bool is_contiguous() => Kept(Shim.ts_is_contiguous(Handle));

        // The tensor may be collected, and its handle freed, as soon as the handle is all that a method still uses.
        private T Kept<T>(T value)
        {
            GC.KeepAlive(this);
            return value;
        }
    }
}
