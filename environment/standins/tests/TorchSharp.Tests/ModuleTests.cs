using TorchSharp.Modules;

namespace TorchSharp.Tests;

public sealed class ModuleTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void FieldsAreParametersBuffersAndModulesUnderTheirNames()
    {
        using var module = new Sample();
        Assert.Equal(["bare", "first.weight", "first.bias", "rest.0.weight", "rest.0.bias"], module.named_parameters().Select(p => p.name));
        Assert.Equal(["buffer"], module.named_buffers().Select(b => b.name));
        Assert.Equal(["bare", "buffer", "first.weight", "first.bias", "rest.0.weight", "rest.0.bias"], module.state_dict().Keys.Order(StringComparer.Ordinal).OrderBy(k => k.Count(c => c == '.')).ThenBy(k => k.StartsWith("rest")).ThenByDescending(k => k.EndsWith("weight")));
        Assert.Equal(["first", "rest"], module.named_children().Select(c => c.name));
        Assert.Equal(["first", "rest", "rest.0"], module.named_modules().Select(m => m.name));
    }

    [Fact]
    public void AStateGoesIntoAnotherModule()
    {
        using var one = new Sample();
        using var other = new Sample();
        var (missing, unexpected) = other.load_state_dict(one.state_dict());
        Assert.Empty(missing.Concat(unexpected));
        var x = randn(2, 3);
        Assert.True(one.call(x).equal(other.call(x)).all().item<bool>());
        var state = one.state_dict();
        state.Remove("bare");
        Assert.Throws<InvalidOperationException>(() => other.load_state_dict(state));
        Assert.Equal(["bare"], other.load_state_dict(state, strict: false).missing_keys);
    }

    [Fact]
    public void AModuleMovesWithAllThatItHolds()
    {
        using var module = new Sample();
        module.to(ScalarType.Float64);
        Assert.All(module.parameters(), p => Assert.Equal(ScalarType.Float64, p.dtype));
        Assert.Equal(ScalarType.Float64, module.call(randn(2, 3, dtype: ScalarType.Float64)).dtype);
        module.to(META);
        Assert.All(module.parameters().Select(p => (Tensor)p).Concat(module.buffers()), t => Assert.Equal(DeviceType.META, t.device_type));
    }

    [Fact]
    public void TrainingIsSwitchedThroughout()
    {
        using var module = new Sample();
        module.eval();
        Assert.All(module.modules(), m => Assert.False(m.training));
        module.train();
        Assert.All(module.modules(), m => Assert.True(m.training));
    }

    [Fact]
    public void LayersGiveWhatTheirFunctionsGive()
    {
        var x = randn(2, 3);
        using var linear = nn.Linear(3, 4);
        Same(nn.functional.linear(x, linear.weight, linear.bias), linear.call(x));
        using var norm = nn.LayerNorm(3);
        Same((x - x.mean([1], true)) / (x.var([1], unbiased: false, keepdim: true) + 1e-5).sqrt(), norm.call(x));
        using var embedding = nn.Embedding(5, 3);
        Same(embedding.weight![2], embedding.call(tensor(2L)));
        using var pretrained = nn.Embedding_from_pretrained(x.clone());
        Same(x[1], pretrained.call(tensor(1L)));
        Assert.False(pretrained.weight!.requires_grad);
        Same(x.relu(), nn.ReLU().call(x));
        Same(x.sigmoid(), nn.Sigmoid().call(x));
        Same(x.tanh(), nn.Tanh().call(x));
        Same(x.silu(), nn.SiLU().call(x));
        Same(x.gelu(), nn.GELU().call(x));
        Same(x.softmax(1), nn.Softmax(1).call(x));
        Same(x.log_softmax(1), nn.LogSoftmax(1).call(x));
        using var sequence = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2));
        Assert.Equal([2, 2], sequence.call(x).shape);
        using var dropout = nn.Dropout(0.5);
        Same(x, Evaluating(dropout).call(x));
    }

    [Fact]
    public void ParametersAreLeavesThatGradientsReach()
    {
        using var module = new Sample();
        module.call(ones(2, 3)).sum().backward();
        Assert.All(module.parameters(), p => Assert.NotNull(p.grad));
        module.zero_grad();
        Assert.All(module.parameters(), p => Assert.True(p.grad is null || p.grad.eq(0).all().item<bool>()));
    }

    [Fact]
    public void ADisposedModuleFreesItsParameters()
    {
        var module = new Sample();
        var parameters = module.parameters().ToArray();
        module.Dispose();
        Assert.All(parameters, p => Assert.True(p.IsInvalid));
    }

    [Fact]
    public void WeightsAreInitialised()
    {
        Assert.Equal(2, nn.init.constant_(zeros(3), 2)[0].item<float>());
        Assert.Equal(1, nn.init.ones_(zeros(3)).min().item<float>());
        Assert.Equal(0, nn.init.zeros_(ones(3)).max().item<float>());
        Assert.InRange(nn.init.uniform_(zeros(500), -1, 1).std().item<float>(), 0.5, 0.65);
        Assert.InRange(nn.init.normal_(zeros(2000), 0, 3).std().item<float>(), 2.8, 3.2);
        Assert.InRange(nn.init.xavier_uniform_(zeros(30, 20)).abs().max().item<float>(), 0.3, Math.Sqrt(6.0 / 50) + 1e-6);
        Assert.InRange(nn.init.kaiming_uniform_(zeros(30, 20)).abs().max().item<float>(), 0.4, Math.Sqrt(6.0 / 20) + 1e-6);
        Assert.Equal((20, 30), nn.init.CalculateFanInAndFanOut(zeros(30, 20)));
        Assert.Equal(Math.Sqrt(2), nn.init.calculate_gain(nn.init.NonlinearityType.ReLU), 12);
    }

    private static Dropout Evaluating(Dropout dropout)
    {
        dropout.eval();
        return dropout;
    }

    private static void Same(Tensor expected, Tensor actual) => Assert.True(expected.allclose(actual, 1e-5, 1e-6));

    private sealed class Sample : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter bare = nn.Parameter(ones(3));
        private readonly Tensor buffer = full(1, 0.5);
        private readonly Linear first = nn.Linear(3, 3);
        private readonly ModuleList<Linear> rest = nn.ModuleList(nn.Linear(3, 3));

        public Sample() : base(nameof(Sample)) => RegisterComponents();

        public override Tensor forward(Tensor input) => rest[0].call(first.call(input * bare)) + buffer;
    }
}
