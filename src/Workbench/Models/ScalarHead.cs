using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// The head of a reward model: a linear map from the state after the last token to one number, then gain and bias that bring rewards to
/// a known scale (Ziegler et al. 2019). The weight is stored as transformers stores a sequence classifier's, under "score".
/// </summary>
public sealed class ScalarHead : nn.Module<Tensor, Tensor>
{
    /// <summary>The name of the head in a checkpoint.</summary>
    public const string Name = "score";

    private static readonly string[] LastNormalizationBias = [".ln_f.bias", ".final_layer_norm.bias"];

    private readonly Parameter weight;
    private readonly Parameter gain;
    private readonly Parameter bias;

    /// <summary>Takes the weight from a scope; gain and bias too where it offers them, else 1 and 0.</summary>
    /// <param name="scope">Where they come from.</param>
    /// <param name="hiddenSize">H; a new head's weight is drawn from N(0, 1/(H + 1)).</param>
    public ScalarHead(ParameterScope scope, int hiddenSize) : base(nameof(ScalarHead))
    {
        weight = scope.Take("weight", Init.Normal(1 / Math.Sqrt(hiddenSize + 1)), 1, hiddenSize);
        gain = Fixed(scope, "gain", 1);
        bias = Fixed(scope, "bias", 0);
        RegisterComponents();
    }

    /// <summary>A new head.</summary>
    /// <param name="model">Gives the width, the device and the dtype.</param>
    /// <param name="seed">The seed of the weight.</param>
    public static ScalarHead For(ILanguageModel model, ulong seed)
    {
        var like = model.Module.parameters().First();
        using var parameters = new RandomParameters(seed, like.device, like.dtype);
        return new ScalarHead(new ParameterScope(parameters), model.HiddenSize);
    }

    /// <summary>Reads the head that <see cref="LanguageModels.Save"/> wrote beside a model, or that of a transformers classifier with one label.</summary>
    /// <exception cref="WorkbenchException">The folder has no such head, or one of another width.</exception>
    public static ScalarHead Load(string folder, ILanguageModel model) =>
        Checkpoint.ReadHead(folder, Name, model, source => new ScalarHead(new ParameterScope(source, $"{Name}."), model.HiddenSize));

    /// <summary>Scores states.</summary>
    /// <param name="input">[B, H].</param>
    /// <returns>[B].</returns>
    /// <exception cref="ArgumentException">The states have another width.</exception>
    public override Tensor forward(Tensor input)
    {
        StateWidth.Require(input, weight.size(1));
        return nn.functional.linear(input, weight).squeeze(-1) * gain + bias;
    }

    /// <summary>Sets gain and bias so that scores with this mean and standard deviation, as the head gives them now, get mean 0 and 1.</summary>
    /// <param name="mean">Mean of the scores of reference responses.</param>
    /// <param name="std">Their standard deviation; above 0.</param>
    public void Normalise(double mean, double std)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(std);
        using var scope = NewDisposeScope();
        using (no_grad())
        {
            gain.div_(std);
            bias.sub_(mean).div_(std);
        }
    }

    /// <summary>
    /// Moves gain and bias into the weight and into the bias of the model's last normalization, where it has one and runs under no adapter: w (n + b w / |w|^2) = w n + b.
    /// The scores stay the same up to rounding, and transformers' classifier, which knows neither gain nor bias, gives them too.
    /// </summary>
    /// <param name="model">The trunk, which serves this head alone from now on.</param>
    public void FoldInto(ILanguageModel model)
    {
        if (model.Adapter is not null)
        {
            return;
        }

        var last = model.Module.named_parameters()
            .SingleOrDefault(pair => LastNormalizationBias.Any(pair.name.EndsWith) && !pair.name.Contains(".layers.", StringComparison.Ordinal)).parameter;
        if (last is null || last.shape[0] != weight.shape[1])
        {
            return;
        }

        using var scope = NewDisposeScope();
        using var off = no_grad();
        weight.mul_(gain);
        last.add_(weight[0] * (bias / weight.square().sum()));
        gain.fill_(1);
        bias.fill_(0);
    }

    /// <summary>What a checkpoint holds: the weight, and gain and bias only where they change a score.</summary>
    internal IEnumerable<KeyValuePair<string, Tensor>> Stored()
    {
        yield return KeyValuePair.Create<string, Tensor>($"{Name}.weight", weight);
        if (gain.item<float>() != 1 || bias.item<float>() != 0)
        {
            yield return KeyValuePair.Create<string, Tensor>($"{Name}.gain", gain);
            yield return KeyValuePair.Create<string, Tensor>($"{Name}.bias", bias);
        }
    }

    // A classifier that transformers trained has neither.
    private Parameter Fixed(ParameterScope scope, string name, double otherwise)
    {
        var parameter = scope.Offers(name)
            ? scope.Take(name, new Init(otherwise, 0))
            : new Parameter(full([], otherwise, dtype: weight.dtype, device: weight.device).DetachFromDisposeScope());
        parameter.requires_grad = false;
        return parameter;
    }
}
