using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public sealed class Embedding : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private readonly long? paddingIdx;
        private readonly double? maxNorm;
        private readonly double normType;
        private readonly bool scaleGradByFreq;
        private readonly bool sparse;

        // The module's own reference; what it registers and hands out are further references to the same weights.
        private readonly torch.Tensor[] own = new torch.Tensor[1];

        internal Embedding(torch.Tensor weights, bool requiresGrad, long? paddingIdx, double? maxNorm, double normType, bool scaleGradByFreq, bool sparse)
            : base(nameof(Embedding))
        {
            this.paddingIdx = paddingIdx < 0 ? paddingIdx + weights.shape[0] : paddingIdx;
            this.maxNorm = maxNorm;
            this.normType = normType;
            this.scaleGradByFreq = scaleGradByFreq;
            this.sparse = sparse;
            own[0] = weights.requires_grad_(requiresGrad).DetachFromDisposeScope();
            register_parameter(nameof(weight), weight!);
        }

        public Parameter? weight
        {
            get
            {
                Shim.ts_retain(own[0].Handle);
                return new Parameter(own[0].Handle);
            }
            set
            {
                if (value is null) throw new ArgumentNullException("weight cannot be set to 'null'");
                own[0].Dispose();
                own[0] = value.alias().DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(weight), value);
            }
        }

        public override torch.Tensor forward(torch.Tensor input)
        {
            if (maxNorm is { } max)
            {
                using var _ = torch.no_grad();
                Ops.embedding_renorm_.CallInPlace(own[0], input.contiguous(), max, normType);
            }
            return Ops.embedding.Call(own[0], input, paddingIdx ?? -1, scaleGradByFreq, sparse);
        }

        private protected override void DisposeOwn() => own[0].Dispose();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                var weights = Ops.randn.Call(new[] { num_embeddings, embedding_dims }, ScalarType.Float32, Arg.None, CPU);
                if (padding_idx is { } row)
                {
                    using var padding = weights.select(0, row);
                    padding.zero_();
                }
                return new Embedding(weights, true, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse).MoveModule<Embedding>(device, dtype);
            }

            public static Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                new Embedding(embeddings.alias(), !freeze, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse).MoveModule<Embedding>(device, dtype);
        }
    }
}
