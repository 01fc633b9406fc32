using TorchSharp.Modules;

namespace TorchSharp.Tests;

/// <summary>Three steps down (w - 1/2)^4 from (1, -2, 3): PyTorch's weights.</summary>
public sealed class OptimizerTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    public static TheoryData<string, double[]> Steps => new()
    {
        { "SGD", [0.9854382649770493, -0.9439834281802177, 1.9439834281802177] },
        { "SGD, momentum, decay", [0.9672054334679457, 0.2472792346465268, 0.7482382461131613] },
        { "SGD, Nesterov", [0.961739394779546, 0.4138718274349793, 0.5861281725650206] },
        { "Adam", [0.7227524844626783, -1.7018747701543326, 2.701874770154333] },
        { "Adam, decay, amsgrad", [0.7166678377694294, -1.7018697872972604, 2.7018653059328717] },
        { "AdamW", [0.6994142311233212, -1.6460013368194986, 2.6165999969610314] },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void StepsGoWherePyTorchsGo(string kind, double[] expected)
    {
        var w = nn.Parameter(tensor(new[] { 1.0, -2, 3 }));
        using optim.Optimizer optimizer = kind switch
        {
            "SGD" => optim.SGD([w], 0.01),
            "SGD, momentum, decay" => optim.SGD([w], 0.01, momentum: 0.9, weight_decay: 0.1),
            "SGD, Nesterov" => optim.SGD([w], 0.01, momentum: 0.9, nesterov: true),
            "Adam" => optim.Adam([w], 0.1),
            "Adam, decay, amsgrad" => optim.Adam([w], 0.1, weight_decay: 0.1, amsgrad: true),
            _ => optim.AdamW([w], 0.1, weight_decay: 0.1),
        };
        for (var step = 0; step < 3; step++)
        {
            optimizer.zero_grad();
            (w - 0.5).pow(4).sum().backward();
            optimizer.step();
        }
        Assert.All(expected.Zip(w.data<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void AnOptimizerLeavesNothingBehind()
    {
        var w = nn.Parameter(randn(4));
        using var optimizer = optim.AdamW([w]);
        long Live()
        {
            using (NewDisposeScope())
            {
                w.pow(2).sum().backward();
                optimizer.step();
            }
            return Tensor.TotalCount;
        }
        Live();
        var after = Live();
        for (var i = 0; i < 10; i++) Live();
        Assert.Equal(after, Live());
    }

    [Fact]
    public void GradientsAreClippedToANorm()
    {
        Parameter[] parameters = [nn.Parameter(zeros(2)), nn.Parameter(zeros(1))];
        parameters[0].grad = tensor(new[] { 3f, 4 });
        parameters[1].grad = tensor(new[] { 12f });
        Assert.Equal(13, nn.utils.clip_grad_norm_(parameters, 1), 5);
        Assert.Equal([0.23076921701431274f, 0.307692289352417f], parameters[0].grad!.data<float>().ToArray());
        nn.utils.clip_grad_value_(parameters, 0.25);
        Assert.Equal(0.25f, parameters[1].grad!.item<float>());
    }

    [Fact]
    public void ParametersBecomeAVectorAndComeBack()
    {
        Parameter[] parameters = [nn.Parameter(ones(2)), nn.Parameter(zeros(1, 2))];
        using var vector = nn.utils.parameters_to_vector(parameters);
        Assert.Equal([1f, 1, 0, 0], vector.data<float>().ToArray());
        using (no_grad()) nn.utils.vector_to_parameters(vector + 1, parameters);
        Assert.Equal([1f, 1], parameters[1].flatten().data<float>().ToArray());
    }

    [Fact]
    public void ALearningRateFollowsAFunction()
    {
        var w = nn.Parameter(zeros(1));
        using var optimizer = optim.SGD([w], 1.0);
        var scheduler = optim.lr_scheduler.LambdaLR(optimizer, epoch => 1.0 / (1 + epoch));
        var rates = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            rates.Add(optimizer.ParamGroups.First().LearningRate);
            optimizer.step();
            scheduler.step();
        }
        Assert.Equal([1, 0.5, 1.0 / 3], rates);
    }
}
