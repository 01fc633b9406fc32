#nullable disable
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class GELU : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        public enum Approximate
        {
            none,
            tanh,
        }

        internal GELU(bool inplace, Approximate approximate = Approximate.none)
            : base(nameof(GELU))
        {
            this.inplace = inplace;
            this.approximate = approximate;
        }

        public Approximate approximate { get; set; }

        public bool inplace { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.gelu(tensor, approximate, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static GELU GELU() => new(false);

            public static GELU GELU(bool inplace) => new(inplace);

            public static GELU GELU(GELU.Approximate approximate, bool inplace = false) => new(inplace, approximate);

            public static partial class functional
            {
                public static Tensor gelu(Tensor x, bool inplace) => inplace ? x.gelu_().alias() : x.gelu();

                public static Tensor gelu(Tensor x) => gelu(x, false);

                public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) =>
                    inplace ? x.gelu_(approximate).alias() : x.gelu(approximate);
            }
        }
    }
}
