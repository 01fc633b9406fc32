#nullable disable
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class Sigmoid : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Sigmoid(bool inplace)
            : base(nameof(Sigmoid)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.sigmoid(tensor, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Sigmoid Sigmoid() => new(false);

            public static Sigmoid Sigmoid(bool inplace) => new(inplace);

            public static partial class functional
            {
                public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_().alias() : x.sigmoid();

                public static Tensor sigmoid(Tensor x) => sigmoid(x, false);
            }
        }
    }
}
