using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
#nullable disable
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? input.leaky_relu_(negative_slope).alias() : input.leaky_relu(negative_slope);

            public static Tensor logsigmoid(Tensor x) => x.log_sigmoid();

            public static Tensor softplus(Tensor x, double beta = 1.0, double threshold = 20.0) => x.softplus(beta, threshold);
#nullable restore

            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                if (x.dtype != ScalarType.Int64) throw new ArgumentException("OneHot input tensor must have elements of type Int64");
                return Ops.one_hot.Call(x, num_classes);
            }

            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12)
            {
                using var norm = Ops.norm_ScalarOpt_dim.Call(input, p, stackalloc long[] { dim }, true);
                using var floor = norm.clamp_min(eps);
                return input / floor;
            }

            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) => Ops.cosine_similarity.Call(x1, x2, dim, eps);
        }
    }
}
