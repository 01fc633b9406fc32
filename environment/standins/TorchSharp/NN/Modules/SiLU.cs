#nullable disable
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class SiLU : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal SiLU(bool inplace)
            : base(nameof(SiLU)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.silu(tensor, inplace);

        public override string GetName() => nameof(SiLU);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static SiLU SiLU() => new(false);

            public static SiLU SiLU(bool inplace) => new(inplace);

            public static partial class functional
            {
                public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_().alias() : x.silu();
            }
        }
    }
}
