using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            // libtorch 1.13 has no public operator for attention: there the shim has kernels for float32 on the CPU, and the rest is composed.
            private static readonly bool attentionIsAnOperator = Ops.scaled_dot_product_attention.Exists;

            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                if (attentionIsAnOperator) return Ops.scaled_dot_product_attention.Call(query, key, value, attn_mask, p, is_casual);
                if (is_casual && attn_mask is not null)
                    throw new System.Runtime.InteropServices.ExternalException("_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True");
                if (p == 0 && !is_casual)
                {
                    var attended = Shim.OwnIfAny(
                        Shim.ts_attend(query.Handle, key.Handle, value.Handle, attn_mask?.Handle ?? 0, 1 / Math.Sqrt(query.size(-1))));
                    GC.KeepAlive((query, key, value, attn_mask));
                    if (attended is not null) return attended;
                }

                using var scope = NewDisposeScope();
                var (queries, keys) = (query.size(-2), key.size(-2));
                var scores = query.mul(1 / Math.Sqrt(query.size(-1))).matmul(key.transpose(-2, -1));
                // The scores are nobody else's, and the product's gradient does not need them: they are changed in place.
                var barred = is_casual ? ones(queries, keys, @bool, query.device).triu_(1) : attn_mask?.dtype == @bool ? attn_mask.logical_not() : null;
                if (barred is not null)
                    scores = Fits(barred, scores) ? scores.masked_fill_(barred, double.NegativeInfinity) : scores.masked_fill(barred, double.NegativeInfinity);
                else if (attn_mask is not null)
                    scores = Fits(attn_mask, scores) ? scores.add_(attn_mask) : scores.add(attn_mask);
                var weights = scores.softmax(-1);
                // A query that may look nowhere gets zeros, not NaN.
                if (attn_mask is not null) weights = weights.masked_fill((barred ?? attn_mask.eq(double.NegativeInfinity)).all(-1, keepdim: true), 0);
                if (p > 0) weights = dropout(weights, p);
                return weights.matmul(value).MoveToOuterDisposeScope();
            }

            // Whether the scores keep shape and dtype under a mask.
            private static bool Fits(Tensor mask, Tensor scores) =>
                (mask.dtype == @bool || mask.dtype == scores.dtype) && mask.dim() <= scores.dim()
                && mask.shape.Zip(scores.shape.TakeLast((int)mask.dim())).All(sizes => sizes.First == sizes.Second || sizes.First == 1);
        }
    }
}
