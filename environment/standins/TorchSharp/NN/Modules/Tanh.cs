#nullable disable
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class Tanh : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Tanh(bool inplace)
            : base(nameof(Tanh)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.tanh(tensor, inplace);

        public override string GetName() => nameof(Tanh);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Tanh Tanh() => new(false);

            public static Tanh Tanh(bool inplace = false) => new(inplace);

            public static partial class functional
            {
                public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_().alias() : x.tanh();
            }
        }
    }
}
