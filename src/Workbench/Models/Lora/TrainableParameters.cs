using System.Globalization;

namespace Workbench.Models.Lora;

/// <summary>How much of a model is trained, counted as PEFT does.</summary>
/// <param name="Trainable">Parameters that need a gradient.</param>
/// <param name="All">All parameters, those of the base that the adapter replaces as a whole included.</param>
public readonly record struct TrainableParameters(long Trainable, long All)
{
    /// <summary>Counts a language model.</summary>
    public static TrainableParameters Of(ILanguageModel model) => Of(model.Module, model.Adapter);

    /// <summary>Counts a classifier.</summary>
    public static TrainableParameters Of(ISequenceClassifier model) => Of(model.Module, model.Adapter);

    /// <summary>One line for a person.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"trainable parameters: {Trainable:N0} of {All:N0} ({100.0 * Trainable / All:0.00} %)");

    private static TrainableParameters Of(TorchSharp.torch.nn.Module module, LoraAdapter? adapter)
    {
        var parameters = module.parameters().ToArray();
        var replaced = adapter?.Replaced.Where(pair => !adapter.Plan.Biases.Contains(pair.Key)) ?? [];
        return new TrainableParameters(
            parameters.Where(parameter => parameter.requires_grad).Sum(parameter => parameter.numel()),
            parameters.Sum(parameter => parameter.numel()) + replaced.Sum(pair => pair.Value.numel()));
    }
}
