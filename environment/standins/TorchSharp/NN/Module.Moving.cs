using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                CheckDtype(dtype);
                if (device.type != DeviceType.CUDA) device = new Device(device.type, -1);
                CheckDevice(device.type);
                _toEpilog(device, dtype, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                if (deviceType != DeviceType.CUDA) deviceIndex = -1;
                CheckDevice(deviceType);
                if (deviceType != _deviceType || deviceIndex != _deviceIndex) _toEpilog(deviceType, deviceIndex, non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                CheckDtype(dtype);
                _toEpilog(dtype, non_blocking);
                return this;
            }

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);

            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => _toEpilog(dtype, device, non_blocking);

            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (dtype is null && device is null) throw new ArgumentNullException($"{nameof(dtype)} and {nameof(device)} are both null,");
                foreach (var (_, child) in named_children())
                {
                    if (device is null) child._to(dtype!.Value, non_blocking);
                    else if (dtype is null) child._to(device.type, device.index, non_blocking);
                    else child._to(device, dtype.Value, non_blocking);
                }

                var fields = Fields(GetType()).ToDictionary(f => f.ComponentName());
                var properties = GetType().GetProperties().ToDictionary(p => p.Name);

                foreach (var (key, parameter) in named_parameters(false).ToList())
                {
                    if (!ReplaceParameter(dtype, device, parameter, out var moved)) continue;
                    if (properties.TryGetValue(key, out var property))
                    {
                        property.SetValue(this, moved);
                        continue;
                    }
                    parameter.Dispose();
                    ConditionallyRegisterParameter(key, moved);
                    if (fields.TryGetValue(key, out var field)) field.SetValue(this, moved);
                }

                foreach (var (key, buffer) in named_buffers(false).ToList())
                {
                    if (!ReplaceBuffer(dtype, device, buffer, out var moved)) continue;
                    if (properties.TryGetValue(key, out var property))
                    {
                        property.SetValue(this, moved);
                        continue;
                    }
                    ConditionallyRegisterBuffer(key, moved);
                    if (fields.TryGetValue(key, out var field)) field.SetValue(this, moved);
                }

                if (device is null) return;
                _deviceType = device.type;
                _deviceIndex = device.index;
            }

            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                result = null;
                var place = device ?? buffer.device;
                if (!buffer.WillCopy(dtype ?? buffer.dtype, place)) return false;
                result = buffer.to(NewType(buffer, dtype), place, disposeAfter: true).DetachFromDisposeScope();
                return true;
            }

            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                p = null;
                var grad = param.grad;
                var place = device ?? param.device;
                if (!param.WillCopy(dtype ?? param.dtype, place) && grad?.WillCopy(dtype ?? param.dtype, place) is not true) return false;
                var type = NewType(param, dtype);
                using var _ = no_grad();
                p = new Parameter(param.to(type, place), param.requires_grad);
                p.DetachFromDisposeScope();
                if (grad is null) return true;
                using var moved = grad.to(type, place).with_requires_grad(grad.requires_grad);
                p.grad = moved;
                return true;
            }

            internal T MoveModule<T>(Device? device, ScalarType? dtype) where T : Module
            {
                var module = (T)this;
                if (device is not null) return (T)(dtype is { } both ? module._to(device, both, false) : module._to(device.type, device.index, false));
                return dtype is { } type ? (T)module._to(type, false) : module;
            }

            private static ScalarType NewType(Tensor tensor, ScalarType? dtype) =>
                dtype is { } type && (tensor.is_floating_point() || tensor.is_complex()) ? type : tensor.dtype;

            private static void CheckDtype(ScalarType dtype)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
            }

            private static void CheckDevice(DeviceType type)
            {
                if (type == DeviceType.CUDA && !torch.cuda.is_available()) throw new InvalidOperationException("CUDA is not available.");
                InitializeDeviceType(type);
            }
        }

    }
}
