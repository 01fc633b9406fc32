#nullable disable
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class GELU : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal GELU(bool inplace)
            : base(nameof(GELU)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.gelu(tensor, inplace);
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

            public static partial class functional
            {
                public static Tensor gelu(Tensor x, bool inplace) => inplace ? x.gelu_().alias() : x.gelu();

                public static Tensor gelu(Tensor x) => gelu(x, false);
            }
        }
    }
}
