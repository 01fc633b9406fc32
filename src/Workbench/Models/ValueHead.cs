using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// A linear map from a hidden state to the expected return. Stored as TRL stores it, under "v_head.summary"; TRL's dropout before it is
/// off unless asked for, as value estimates should not be random.
/// </summary>
public sealed class ValueHead : nn.Module<Tensor, Tensor>
{
    /// <summary>The name of the head in a checkpoint.</summary>
    public const string Name = "v_head";

    private readonly Projection summary;
    private readonly double dropout;

    /// <summary>Takes weight and bias from a scope.</summary>
    /// <param name="scope">Where they come from, without the prefix "summary".</param>
    /// <param name="hiddenSize">H.</param>
    /// <param name="std">Standard deviation of a new head's weight; 0 starts every value at 0, which leaves the first PPO steps to the rewards.</param>
    /// <param name="dropout">Share of the state that is dropped in training mode; TRL's is 0.1.</param>
    public ValueHead(ParameterScope scope, int hiddenSize, double std = 0, double dropout = 0) : base(nameof(ValueHead))
    {
        this.dropout = dropout;
        summary = new Projection(scope["summary"], hiddenSize, 1, true, std);
        RegisterComponents();
    }

    /// <summary>A new head.</summary>
    /// <param name="model">Gives the width, the device and the dtype.</param>
    /// <param name="std">Standard deviation of the weight; 0 is a head that says 0.</param>
    /// <param name="seed">The seed of the weight; without effect where std is 0.</param>
    public static ValueHead For(ILanguageModel model, double std = 0, ulong seed = 0)
    {
        var like = model.Module.parameters().First();
        using var parameters = new RandomParameters(seed, like.device, like.dtype);
        return new ValueHead(new ParameterScope(parameters), model.HiddenSize, std);
    }

    /// <summary>Reads the head that <see cref="LanguageModels.Save"/> (or TRL) wrote beside a model.</summary>
    /// <exception cref="WorkbenchException">The folder has no value head, or one of another width.</exception>
    public static ValueHead Load(string folder, ILanguageModel model) =>
        Checkpoint.ReadHead(folder, Name, model, source => new ValueHead(new ParameterScope(source, $"{Name}."), model.HiddenSize));

    /// <summary>Whether a value head lies in a model's or an adapter's folder.</summary>
    /// <exception cref="WorkbenchException">The folder is not sound.</exception>
    public static bool IsAt(string folder) => Checkpoint.HoldsHead(folder, Name, "summary.weight");

    /// <summary>Values of states.</summary>
    /// <param name="input">[B, R, H], or any shape that ends with H.</param>
    /// <returns>[B, R]: the shape without its last dimension.</returns>
    /// <exception cref="ArgumentException">The states have another width.</exception>
    public override Tensor forward(Tensor input)
    {
        StateWidth.Require(input, summary.Weight.size(1));
        return summary.forward(training && dropout > 0 ? nn.functional.dropout(input, dropout) : input).squeeze(-1);
    }
}
