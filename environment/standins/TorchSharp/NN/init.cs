#nullable disable
namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static class init
        {
            public enum NonlinearityType
            {
                Linear = 0,
                Conv1D = 1,
                Conv2D = 2,
                Conv3D = 3,
                ConvTranspose1D = 4,
                ConvTranspose2D = 5,
                ConvTranspose3D = 6,
                Sigmoid = 7,
                Tanh = 8,
                ReLU = 9,
                LeakyReLU = 10
            }

            public enum FanInOut
            {
                FanIn = 0,
                FanOut = 1
            }

            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2.0),
                NonlinearityType.LeakyReLU => Math.Sqrt(2.0 / (1 + param * param)),
                _ => 1.0,
            };

            public static Tensor ones_(Tensor tensor) => Untracked(tensor, t => t.fill_(1));

            public static Tensor zeros_(Tensor tensor) => Untracked(tensor, t => t.zero_());

            public static Tensor constant_(Tensor tensor, Scalar val) => Untracked(tensor, t => t.fill_(val));

            // As in the real package, the generator is not looked at: the default one draws.
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator generator = null) =>
                Untracked(tensor, t => t.uniform_(low, high));

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator generator = null) =>
                Untracked(tensor, t => t.normal_(mean, std));

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3.0) * KaimingStd(tensor, a, mode, nonlinearity);
                return Untracked(tensor, t => t.uniform_(-bound, bound));
            }

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                Untracked(tensor, t => t.normal_(0, KaimingStd(t, a, mode, nonlinearity)));

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                var bound = gain * Math.Sqrt(6.0 / (fanIn + fanOut));
                return Untracked(tensor, t => t.uniform_(-bound, bound));
            }

            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1.0) => xavier_uniform_(tensor, gain);

            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2) throw new ArgumentException("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
                long field = 1;
                foreach (var n in shape.AsSpan(2)) field *= n;
                return (shape[1] * field, shape[0] * field);
            }

            private static double KaimingStd(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static Tensor Untracked(Tensor tensor, Func<Tensor, Tensor> fill)
            {
                using var _ = no_grad();
                return fill(tensor);
            }
        }
    }
}
