namespace TorchSharp.Tests;

/// <summary>Draws on the CPU: PyTorch's numbers for its seed 7.</summary>
public sealed class RandomTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    public static TheoryData<string, double[]> Draws => new()
    {
        { "rand", [0.5349225401878357, 0.19880318641662598, 0.6592116951942444, 0.6568902730941772] },
        { "rand float64", [0.279380429906404, 0.27369371365176565, 0.8620929614176255] },
        { "randn", [-0.1467950940132141, 0.7861412763595581, 0.9468216300010681, -1.1143440008163452] },
        { "randn, many", [-0.866701602935791, -0.5640066862106323, -2.056462526321411, -0.35672253370285034] },
        { "randperm", [3, 0, 1, 5, 2, 4] },
        { "randint", [5, 2, 1, 6, 3, 7] },
        { "multinomial", [1, 1, 2, 2, 2, 2, 1, 2] },
        { "bernoulli", [0, 1, 0, 0, 1, 1, 1, 0] },
        { "normal", [0.7064098119735718, 2.572282552719116, 2.8936431407928467] },
        { "exponential", [0.3276439309120178, 0.319783478975296, 1.981175422668457, 1.0691168308258057] },
        { "uniform", [2.5349225997924805, 2.198803186416626, 2.6592116355895996, 2.656890392303467] },
        { "poisson", [3, 6, 1, 0, 2] },
    };

    [Theory]
    [MemberData(nameof(Draws))]
    public void ASeededGeneratorDrawsAsPyTorchDoes(string kind, double[] expected)
    {
        using var generator = new Generator(7);
        var drawn = kind switch
        {
            "rand" => rand(4, generator: generator),
            "rand float64" => rand(3, ScalarType.Float64, generator: generator),
            "randn" => randn(4, generator: generator),
            "randn, many" => randn(20, generator: generator)[16..],
            "randperm" => randperm(6, generator: generator),
            "randint" => randint(0, 10, [6L], generator: generator),
            "multinomial" => multinomial(tensor(new[] { 0.1f, 0.2f, 0.7f }), 8, true, generator),
            "bernoulli" => full(8, 0.5).bernoulli(generator),
            "normal" => empty(3).normal_(1, 2, generator),
            "exponential" => empty(4).exponential_(1, generator),
            "uniform" => empty(4).uniform_(2, 3, generator),
            _ => full(5, 3.0).poisson(generator),
        };
        Assert.Equal(expected, drawn.to(ScalarType.Float64).data<double>().ToArray().Select(x => x), new Close());
    }

    [Fact]
    public void TheDefaultGeneratorFollowsManualSeed()
    {
        manual_seed(7);
        var first = rand(4);
        manual_seed(7);
        Assert.True(first.equal(rand(4)).all().item<bool>());
        Assert.Equal(0.5349225401878357f, first[0].item<float>());
    }

    [Fact]
    public void AStateIsTakenAndSetBack()
    {
        using var generator = new Generator(3);
        randn(5, generator: generator);
        var state = generator.get_state();
        var next = randn(5, generator: generator);
        generator.set_state(state);
        Assert.True(next.equal(randn(5, generator: generator)).all().item<bool>());
        Assert.Equal(3, generator.initial_seed());
    }

    [Fact]
    public void GeneratorsDoNotDisturbOneAnother()
    {
        using var one = new Generator(1);
        using var other = new Generator(1);
        var alone = cat([rand(2, generator: one), rand(2, generator: one)]);
        one.manual_seed(1);
        var mixed = rand(2, generator: one);
        rand(7, generator: other);
        manual_seed(5);
        rand(3);
        Assert.True(alone.equal(cat([mixed, rand(2, generator: one)])).all().item<bool>());
    }

    [Fact]
    public void DrawsHaveTheirShapeDtypeAndRange()
    {
        Assert.Equal([2, 3], rand(2, 3).shape);
        Assert.Equal([2, 3, 4], randn([2, 3, 4]).shape);
        Assert.Equal(ScalarType.Float64, rand_like(zeros(2), ScalarType.Float64).dtype);
        Assert.Equal([5], randn_like(zeros(5)).shape);
        Assert.InRange(randint_like(zeros(100), 3, 5).min().item<float>(), 3, 4);
        Assert.InRange(randint(5, [100L]).max().item<long>(), 0, 4);
        Assert.InRange(empty(50).random_(2, 4).max().item<float>(), 2, 3);
        Assert.InRange(empty(50).geometric_(0.5).min().item<float>(), 1, 1e6);
        Assert.True(empty(50).log_normal_().gt(0).all().item<bool>());
        Assert.True(empty(50).cauchy_().isfinite().all().item<bool>());
        Assert.InRange(full(50, 10.0).binomial(full(50, 0.5)).max().item<float>(), 0, 10);
        Assert.Equal([2], normal(zeros(2), ones(2)).shape);
        Assert.Equal(1, empty(3).bernoulli_(1.0).min().item<float>());
    }

    [Fact]
    public void DropoutScalesWhatItKeeps()
    {
        manual_seed(1);
        var kept = nn.functional.dropout(ones(1000), 0.25);
        Assert.All(kept.data<float>(), value => Assert.True(value == 0 || Math.Abs(value - 4f / 3) < 1e-6));
        Assert.InRange(kept.eq(0).sum().item<long>(), 180, 320);
        Assert.True(nn.functional.dropout(ones(10), 0.25, training: false).eq(1).all().item<bool>());
    }

    private sealed class Close : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= 1e-6 * Math.Max(1, Math.Abs(y));

        public int GetHashCode(double x) => 0;
    }
}
