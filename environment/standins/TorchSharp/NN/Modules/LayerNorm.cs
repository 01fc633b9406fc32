using TorchSharp.Interop;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp.Modules
{
    public sealed class LayerNorm : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        [ComponentName(Name = nameof(weight))]
        private Parameter? _weight;

        [ComponentName(Name = nameof(bias))]
        private Parameter? _bias;

        internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(LayerNorm))
        {
            this.normalized_shape = normalized_shape;
            this.eps = eps;
            this.elementwise_affine = elementwise_affine;
            if (elementwise_affine) weight = torch.empty(normalized_shape, dtype, device).AsParameter();
            if (elementwise_affine && bias) this.bias = torch.empty(normalized_shape, dtype, device).AsParameter();
            reset_parameters();
        }

        public long[] normalized_shape { get; set; }

        public double eps { get; set; }

        public bool elementwise_affine { get; set; }

        public Parameter? bias
        {
            get => _bias;
            set
            {
                _bias?.Dispose();
                _bias = value?.DetachFromDisposeScope() as Parameter;
                ConditionallyRegisterParameter(nameof(bias), _bias);
            }
        }

        public Parameter weight
        {
            get => _weight!;
            set
            {
                ArgumentNullException.ThrowIfNull(value, nameof(weight));
                if (ReferenceEquals(value, _weight)) return;
                _weight?.Dispose();
                _weight = (Parameter)value.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(weight), _weight);
            }
        }

        public void reset_parameters()
        {
            if (elementwise_affine) torch.nn.init.ones_(weight);
            if (bias is not null) torch.nn.init.zeros_(bias);
        }

        public override torch.Tensor forward(torch.Tensor tensor) =>
            torch.nn.functional.layer_norm(tensor, normalized_shape, weight, bias, eps);

        protected internal override torch.nn.Module _to(torch.Device device, torch.ScalarType dtype, bool non_blocking) => Move(device, dtype);

        protected internal override torch.nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
            Move(new torch.Device(deviceType, deviceIndex), null);

        protected internal override torch.nn.Module _to(torch.ScalarType dtype, bool non_blocking) => Move(null, dtype);

        private torch.nn.Module Move(torch.Device? device, torch.ScalarType? dtype)
        {
            if (_weight is not null && ReplaceParameter(dtype, device, _weight, out var w)) weight = w!;
            if (_bias is not null && ReplaceParameter(dtype, device, _bias, out var b)) bias = b;
            return this;
        }

        protected override void Dispose(bool disposing)
        {
            _weight?.Dispose();
            _bias?.Dispose();
            base.Dispose(disposing);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            public static LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            public static partial class functional
            {
                public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                    Ops.layer_norm.Call(input, normalized_shape, weight, bias, eps);
            }
        }
    }
}
