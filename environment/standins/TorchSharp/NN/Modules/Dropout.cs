#nullable disable
using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class Dropout : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Dropout(double p = 0.5, bool inplace = false)
            : base(nameof(Dropout))
        {
            this.p = p;
            this.inplace = inplace;
        }

        public bool inplace { get; set; }

        public double p { get; set; }

        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.dropout(tensor, p, training, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            public static partial class functional
            {
                public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                    inplace ? Ops.dropout_.Call(input, p, training) : Ops.dropout.Call(input, p, training);
            }
        }
    }
}
