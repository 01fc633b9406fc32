using TorchSharp;
using TorchSharp.Modules;
using Workbench.Tests.Rlhf;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

public sealed class FlatAdamWTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Draw draw = new(21);

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(0.0, 1e-8, 0.9, 0.999)]
    [InlineData(0.1, 1e-8, 0.9, 0.999)]
    [InlineData(0.01, 1e-5, 0.8, 0.95)]
    [InlineData(0.0, 1e-8, 0.0, 0.5)]
    public void StepsAreThoseOfTheAlgorithm(double decay, double epsilon, double beta1, double beta2)
    {
        var options = new AdamWOptions { WeightDecay = decay, Epsilon = epsilon, Beta1 = beta1, Beta2 = beta2 };
        var start = draw.Normal(2, 3);
        using var flat = new FlatParameters(new ParameterGroup([("w", new Parameter(start.clone()))]));
        using var optimizer = new FlatAdamW(flat, options);
        var (p, m, v) = (Check.Numbers(start), new double[6], new double[6]);
        for (var t = 1; t <= 5; t++)
        {
            var g = Check.Numbers(draw.Normal(6));
            var rate = 0.01 * t;
            using (no_grad())
            {
                flat.Gradients.copy_(tensor(g));
            }

            optimizer.Step(rate);
            for (var i = 0; i < 6; i++)
            {
                p[i] *= 1 - rate * decay;
                m[i] = beta1 * m[i] + (1 - beta1) * g[i];
                v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
                p[i] -= rate / (1 - Math.Pow(beta1, t)) * m[i] / (Math.Sqrt(v[i]) / Math.Sqrt(1 - Math.Pow(beta2, t)) + epsilon);
            }

            Check.Equal(tensor(p), flat.Values, 1e-12);
        }
    }

    [Fact]
    public void ManyPiecesGiveWhatOneWould()
    {
        const int count = 100_003;
        var values = draw.Normal(1, count);
        using var flat = new FlatParameters(new ParameterGroup([("w", new Parameter(values.clone()))]));
        using var optimizer = new FlatAdamW(flat, new AdamWOptions());
        using (no_grad())
        {
            flat.Gradients.copy_(draw.Normal(count));
        }

        var expected = values.flatten() - 0.01 * flat.Gradients.sign();
        optimizer.Step(0.01);
        Check.Equal(expected, flat.Values, 1e-5);
    }

    [Fact]
    public void BiasesDoNotDecayUnlessAsked()
    {
        foreach (var vectors in new[] { false, true })
        {
            var bias = new Parameter(ones([2], ScalarType.Float64));
            var weight = new Parameter(ones([1, 2], ScalarType.Float64));
            using var flat = new FlatParameters(new ParameterGroup([("w", weight), ("b", bias)]));
            using var optimizer = new FlatAdamW(flat, new AdamWOptions { WeightDecay = 0.5, DecayVectors = vectors });
            optimizer.Step(0.1);
            Assert.All(Check.Numbers(weight), value => Assert.Equal(0.95, value, 12));
            Assert.All(Check.Numbers(bias), value => Assert.Equal(vectors ? 0.95 : 1, value, 12));
        }
    }

    [Fact]
    public void AGroupHasItsOwnLearningRate()
    {
        var (slow, fast) = (new Parameter(zeros([1, 1], ScalarType.Float64)), new Parameter(zeros([1, 1], ScalarType.Float64)));
        using var flat = new FlatParameters(new ParameterGroup([("a", slow)]), new ParameterGroup([("b", fast)], 30));
        using var optimizer = new FlatAdamW(flat, new AdamWOptions());
        using (no_grad())
        {
            flat.Gradients.fill_(1);
        }

        optimizer.Step(0.001);
        Assert.Equal(-0.001, Check.Number(slow), 9);
        Assert.Equal(-0.03, Check.Number(fast), 8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ARefusedUpdateLeavesEveryBitAsItWas(bool atTheStart)
    {
        using var flat = new FlatParameters(new ParameterGroup([("w", new Parameter(draw.Normal(3, 4).to_type(ScalarType.Float32)))]));
        using var optimizer = new FlatAdamW(flat, new AdamWOptions { WeightDecay = 0.1 });
        using var off = no_grad();
        if (!atTheStart)
        {
            flat.Gradients.copy_(draw.Normal(12));
            optimizer.Step(0.01);
        }

        var before = new[] { flat.Values.clone(), optimizer.FirstMoment.clone(), optimizer.SecondMoment.clone(), optimizer.StepCount.clone() };
        flat.Gradients.fill_(double.NaN);
        optimizer.Step(0.01, tensor(false));
        var after = new[] { flat.Values, optimizer.FirstMoment, optimizer.SecondMoment, optimizer.StepCount };
        Assert.All(before.Zip(after), pair => Assert.True(pair.First.Equals(pair.Second)));
    }

    [Fact]
    public void AnAcceptedUpdateIsTheSameAsOneWithoutTheQuestion()
    {
        var start = draw.Normal(3, 4);
        var gradient = draw.Normal(12);
        Tensor After(Tensor? accept)
        {
            using var flat = new FlatParameters(new ParameterGroup([("w", new Parameter(start.clone()))]));
            using var optimizer = new FlatAdamW(flat, new AdamWOptions { WeightDecay = 0.1 });
            using var off = no_grad();
            flat.Gradients.copy_(gradient);
            optimizer.Step(0.01, accept);
            return flat.Values.clone();
        }

        Assert.True(After(null).Equals(After(tensor(true))));
    }

    [Fact]
    public void StateSurvivesASaveAndForeignStateIsRefused()
    {
        using var flat = new FlatParameters(new ParameterGroup([("w", new Parameter(draw.Normal(2, 2)))]));
        using var optimizer = new FlatAdamW(flat, new AdamWOptions());
        using (no_grad())
        {
            flat.Gradients.copy_(draw.Normal(4));
        }

        optimizer.Step(0.01);
        using var other = new FlatAdamW(flat, new AdamWOptions());
        other.Restore(optimizer.State());
        Assert.True(other.FirstMoment.Equals(optimizer.FirstMoment) && other.SecondMoment.Equals(optimizer.SecondMoment));
        Assert.Equal(1, Check.Number(other.StepCount));
        using var bigger = new FlatParameters(new ParameterGroup([("w", new Parameter(draw.Normal(3, 2)))]));
        using var foreign = new FlatAdamW(bigger, new AdamWOptions());
        Assert.Contains("another model", Assert.Throws<WorkbenchException>(() => foreign.Restore(optimizer.State())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsReadBackOnTheMetaDevice()
    {
        var meta = device("meta");
        using var flat = new FlatParameters(new ParameterGroup([("w", new Parameter(empty([3, 4], ScalarType.Float32, meta)))]));
        using var optimizer = new FlatAdamW(flat, new AdamWOptions { WeightDecay = 0.1 });
        using var norm = GradientClipping.Clip(flat.Gradients, 1.0);
        optimizer.Step(0.01, norm.eq(norm));
        Assert.Equal(meta.type, optimizer.FirstMoment.device_type);
    }
}
