namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            public static double clip_grad_norm_(IEnumerable<Modules.Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var grads = tensors.Select(p => p.grad).Where(g => g is not null).Select(g => g!).ToList();
                if (grads.Count == 0) return 0;
                var norms = double.IsPositiveInfinity(norm_type)
                    ? stack(grads.Select(g => g.abs().max())).max()
                    : stack(grads.Select(g => g.norm((float)norm_type))).norm((float)norm_type);
                var total = norms.ToDouble();
                var scale = max_norm / (total + 1e-6);
                if (scale < 1)
                    foreach (var grad in grads)
                        grad.mul_(scale);
                return total;
            }

            public static void clip_grad_value_(IEnumerable<Modules.Parameter> tensors, double clip_value)
            {
                using var _ = no_grad();
                foreach (var parameter in tensors)
                {
                    using var grad = parameter.grad;
                    grad?.clamp_(-clip_value, clip_value);
                }
            }

            public static Tensor parameters_to_vector(IEnumerable<Modules.Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(tensors.Select(p => p.view(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            public static void vector_to_parameters(Tensor vec, IEnumerable<Modules.Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                long start = 0;
                foreach (var parameter in tensors)
                {
                    var length = parameter.numel();
                    parameter.set_(vec.slice(0, start, start + length, 1).view_as(parameter));
                    start += length;
                }
            }
        }
    }
}
