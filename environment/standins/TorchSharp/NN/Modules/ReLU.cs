#nullable disable
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class ReLU : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal ReLU(bool inplace)
            : base(nameof(ReLU)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.relu(tensor, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ReLU ReLU(bool inplace = false) => new(inplace);

            public static partial class functional
            {
                public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();
            }
        }
    }
}
