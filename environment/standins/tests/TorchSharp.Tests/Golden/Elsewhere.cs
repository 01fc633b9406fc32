namespace TorchSharp.Tests.Golden;

/// <summary>Operators that operators.json cannot hold; the tests that hold them.</summary>
internal static class Elsewhere
{
    internal static readonly HashSet<string> Names = new[]
    {
        // RandomTests
        "bernoulli bernoulli_ binomial cauchy_ dropout exponential_ geometric_ log_normal_ multinomial normal normal_ poisson rand rand_like randint randint_like randn randn_like randperm random_ uniform_",
        // FactoryTests
        "arange as_tensor block_diag broadcast_tensors empty empty_like eye from_array full linspace logspace meshgrid new_empty new_full new_ones new_zeros ones tensor zeros",
        "BoolTensor ByteTensor DoubleTensor FloatTensor IntTensor LongTensor ShortTensor",
        // JoiningTests
        "cat concat concatenate einsum hstack stack vstack",
        // TensorTests
        "DetachFromDisposeScope MoveToOtherDisposeScope MoveToOuterDisposeScope copy_ cpu cuda detach_ fill_ index_put_ nonzero_as_list pin_memory requires_grad_ set_ with_requires_grad zero_ get_rng_state WrappedTensorDisposeScope set_rng_state",
    }.SelectMany(line => line.Split(' ')).ToHashSet();
}
