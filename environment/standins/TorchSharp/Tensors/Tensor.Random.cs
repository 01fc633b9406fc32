using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bernoulli(Generator? generator = null) => Ops.bernoulli.Call(this, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => Ops.multinomial.Call(this, num_samples, replacement, generator);

        public Tensor poisson(Generator? generator = null) => Ops.poisson.Call(this, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Ops.bernoulli__float.CallInPlace(this, p, generator);

        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Ops.bernoulli__Tensor.CallInPlace(this, p, generator);

        public Tensor binomial(Tensor prob, Generator? generator = null) => Ops.binomial.Call(this, prob, generator);

        public Tensor cauchy_(double median = 0.0, double sigma = 1.0, Generator? generator = null) => Ops.cauchy_.CallInPlace(this, median, sigma, generator);

        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) => Ops.exponential_.CallInPlace(this, lambda, generator);

        public Tensor geometric_(double p, Generator? generator = null) => Ops.geometric_.CallInPlace(this, p, generator);

        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) => Ops.normal_.CallInPlace(this, mean, std, generator);

        public Tensor log_normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) => Ops.log_normal_.CallInPlace(this, mean, std, generator);

        public Tensor random_(double from, double to, Generator? generator = null) => Ops.random__from.CallInPlace(this, (long)from, (long)to, generator);

        public Tensor uniform_(double from, double to, Generator? generator = null) => Ops.uniform_.CallInPlace(this, from, to, generator);
    }
}
