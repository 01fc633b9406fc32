using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor cpu() => Ops.to_device.Call(this, CPU, dtype);

        public Tensor cuda(Device? device = null, bool non_blocking = false)
        {
            if (device is not null && device.type != DeviceType.CUDA) throw new ArgumentException("Not a CUDA device.", nameof(device));
            return to(DeviceType.CUDA, device?.index ?? -1, non_blocking: non_blocking);
        }

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(Ops.to_dtype.Call(this, type, non_blocking, copy), disposeAfter);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            if (deviceType != DeviceType.CPU) InitializeDeviceType(deviceType);
            return Moved(Ops.to_device.Call(this, Arg.OfDevice(deviceType, deviceIndex), dtype, non_blocking, copy), disposeAfter);
        }

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            device = InitializeDevice(device);
            return Moved(Ops.to_device.Call(this, device, type, non_blocking, copy), disposeAfter);
        }

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to_type(type, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(device.type, device.index, copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        public Tensor type(ScalarType dtype) => to(dtype);

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @char() => to_type(ScalarType.Int8);

        public Tensor @short() => to_type(ScalarType.Int16);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor half() => to_type(ScalarType.Float16);

        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor clone() => Ops.clone.Call(this);

        public Tensor contiguous() => Ops.contiguous.Call(this);

        public Tensor detach() => Ops.detach.Call(this);

        public Tensor detach_() => Ops.detach_.CallInPlace(this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Ops.copy_.CallInPlace(this, source, nonBlocking);

        public Tensor set_(Tensor source) => Ops.set__source_Tensor.CallInPlace(this, source);

        public Tensor fill_(Scalar value) => Ops.fill__Scalar.CallInPlace(this, value);

        public Tensor zero_() => Ops.zero_.CallInPlace(this);

        public Tensor pin_memory() => Ops.pin_memory.Call(this);

        public bool is_pinned() => Ops.is_pinned.CallValue(this).Bits != 0;

        private Tensor Moved(Tensor result, bool disposeAfter)
        {
            if (disposeAfter) Dispose();
            return result;
        }
    }
}
