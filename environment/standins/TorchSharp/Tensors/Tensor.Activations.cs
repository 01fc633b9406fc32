using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor relu() => Ops.relu.Call(this);

        public Tensor relu_() => Ops.relu_.CallInPlace(this);

        public Tensor relu6() => Ops.relu6.Call(this);

        public Tensor relu6_() => Ops.relu6_.CallInPlace(this);

        public Tensor selu() => Ops.selu.Call(this);

        public Tensor selu_() => Ops.selu_.CallInPlace(this);

        public Tensor silu() => Ops.silu.Call(this);

        public Tensor silu_() => Ops.silu_.CallInPlace(this);

        public Tensor hardswish() => Ops.hardswish.Call(this);

        public Tensor hardswish_() => Ops.hardswish_.CallInPlace(this);

        public Tensor hardsigmoid() => Ops.hardsigmoid.Call(this);

        public Tensor hardsigmoid_() => Ops.hardsigmoid_.CallInPlace(this);

        public Tensor gelu() => Ops.gelu.Call(this);

        public Tensor gelu(Modules.GELU.Approximate approximate)
        {
            if (approximate == Modules.GELU.Approximate.tanh)
            {
                var made = Shim.OwnIfAny(Shim.ts_gelu_tanh(Handle));
                GC.KeepAlive(this);
                if (made is not null) return made;
            }

            return Ops.gelu.Call(this, Name(approximate));
        }

        public Tensor gelu_() => Ops.gelu_.Call(this);

        public Tensor gelu_(Modules.GELU.Approximate approximate) => Ops.gelu_.Call(this, Name(approximate));

        public Tensor softmax(long dim, ScalarType? dtype = null) => Ops.softmax_int.Call(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Ops.log_softmax_int.Call(this, dim, dtype);

        public Tensor softplus(double beta = 1, double threshold = 20) => Ops.softplus.Call(this, beta, threshold);

        public Tensor log_sigmoid() => Ops.log_sigmoid.Call(this);

        public Tensor celu() => celu(1.0);

        public Tensor celu(Scalar alpha) => Ops.celu.Call(this, alpha);

        public Tensor elu(double alpha = 1) => elu(alpha, 1.0, 1.0);

        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Ops.elu.Call(this, alpha, scale, input_scale);

        public Tensor leaky_relu(Scalar negative_slope) => Ops.leaky_relu.Call(this, negative_slope);

        public Tensor leaky_relu_(Scalar negative_slope) => Ops.leaky_relu_.CallInPlace(this, negative_slope);

        public Tensor glu(long dim = -1) => Ops.glu.Call(this, dim);

        public Tensor prelu(Tensor target) => Ops.prelu.Call(this, target);

        public Tensor threshold(Scalar threshold, Scalar value) => Ops.threshold.Call(this, threshold, value);

        private static string Name(Modules.GELU.Approximate approximate) => approximate switch
        {
            Modules.GELU.Approximate.none => "none",
            Modules.GELU.Approximate.tanh => "tanh",
            _ => throw new ArgumentException("Unsupported GELU approximation method."),
        };
    }
}
