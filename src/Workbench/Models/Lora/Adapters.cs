using TorchSharp;
using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models.Lora;

/// <summary>
/// Adapters on a model. A model under an adapter is a model of its own whose frozen weights lie in the memory of the base, so several adapters on
/// one base cost little more than the base, the base itself is the model with its adapter off, and all of them may run at once.
/// </summary>
public static class Adapters
{
    /// <summary>Puts a new adapter onto a model; only the adapter needs gradients.</summary>
    /// <param name="model">The base, which stays as it is; if it runs under an adapter, the new one goes onto that one's base.</param>
    /// <param name="options">The adapter.</param>
    /// <param name="seed">The same seed and options give the same matrices.</param>
    /// <param name="dtype">The matrices' dtype; float32 also where the base is in half precision.</param>
    /// <returns>A model; both may be disposed of in any order.</returns>
    /// <exception cref="WorkbenchException">An option lies outside its range or fits no module.</exception>
    public static ILanguageModel Add(ILanguageModel model, LoraOptions options, ulong seed, ScalarType dtype = ScalarType.Float32) =>
        Add(model.Config, model.Module, model.Adapter, options, seed, dtype, LanguageModels.Build);

    /// <inheritdoc cref="Add(ILanguageModel, LoraOptions, ulong, ScalarType)"/>
    public static ISequenceClassifier Add(ISequenceClassifier model, LoraOptions options, ulong seed, ScalarType dtype = ScalarType.Float32) =>
        Add(model.Config, model.Module, model.Adapter, options, seed, dtype, SequenceClassifiers.Build);

    /// <summary>
    /// A second adapter with the same weights on the same base, frozen: the reference of a policy whose adapter was trained before. For further
    /// training turn its gradients on.
    /// </summary>
    /// <exception cref="WorkbenchException">The model runs under no adapter.</exception>
    public static ILanguageModel FrozenCopy(ILanguageModel model)
    {
        var adapter = Required(model.Adapter);
        var own = new CopiedParameters(model.Module, adapter);
        var weights = new BaseWeights(model.Module, adapter);
        return LanguageModels.Build(model.Config, new AdaptedParameters(weights, adapter.Options, adapter.Plan, own)).Freeze();
    }

    /// <summary>The base alone, frozen and in the same memory: the model with its adapter off.</summary>
    public static ILanguageModel Off(ILanguageModel model) =>
        LanguageModels.Build(model.Config, new BaseParameters(new BaseWeights(model.Module, model.Adapter))).Freeze();

    /// <inheritdoc cref="Off(ILanguageModel)"/>
    public static ISequenceClassifier Off(ISequenceClassifier model) =>
        SequenceClassifiers.Build(model.Config, new BaseParameters(new BaseWeights(model.Module, model.Adapter)));

    /// <summary>
    /// A model without adapter whose weights are W + scale B A: as fast as the base, and saved like any model. The adapted model is not touched,
    /// so that disposing of the merged one undoes the merging exactly.
    /// </summary>
    /// <exception cref="WorkbenchException">The model runs under no adapter, or a tied T5 head would have to be untied.</exception>
    public static ILanguageModel Merge(ILanguageModel model) => Merge(model.Config, model.Module, model.Adapter, LanguageModels.Build).Freeze();

    /// <inheritdoc cref="Merge(ILanguageModel)"/>
    public static ISequenceClassifier Merge(ISequenceClassifier model) =>
        Merge(model.Config, model.Module, model.Adapter, SequenceClassifiers.Build);

    /// <summary>
    /// Whether a model gives the base's numbers because its adapter is still as it started: no product differs from zero and nothing is replaced.
    /// Reads the matrices back from the device; on the meta device, which has no numbers, the answer is no.
    /// </summary>
    public static bool ChangesNothing(ILanguageModel model)
    {
        using var scope = NewDisposeScope();
        return model.Adapter is { Replaced.Count: 0 }
            && model.Module.parameters().First().device_type != DeviceType.META
            && model.Module.modules().OfType<LowRank>().All(addition => !addition.Product().any().cpu().item<bool>());
    }

    /// <summary>Switches the dropout of the adapter alone; <c>Module.train()</c> switches that of the base as well.</summary>
    /// <param name="model">The adapted model.</param>
    /// <param name="on">Whether inputs of the low-rank matrices are dropped.</param>
    public static void UseDropout(ILanguageModel model, bool on)
    {
        foreach (var addition in model.Module.modules().OfType<LowRank>())
        {
            addition.train(on);
        }
    }

    private static T Add<T>(
        ModelConfig config, nn.Module module, LoraAdapter? present, LoraOptions options, ulong seed, ScalarType dtype,
        Func<ModelConfig, IParameterSource, T> build)
    {
        options.Validate();
        var plan = LoraPlan.Of(options, config.Text("model_type"), module);
        var weights = new BaseWeights(module, present);
        using var random = new RandomParameters(seed, module.parameters().First().device, dtype);
        return Built(config, weights, options, plan, new NewAdapterParameters(weights, random), null, build);
    }

    /// <summary>Builds the model and leaves gradients to the adapter's own parameters alone.</summary>
    internal static T Built<T>(
        ModelConfig config, BaseWeights weights, LoraOptions options, LoraPlan plan, IParameterSource own,
        IReadOnlyDictionary<string, Tensor>? resized, Func<ModelConfig, IParameterSource, T> build)
    {
        var model = build(config, new AdaptedParameters(weights, options, plan, own, resized));
        var module = model is ILanguageModel language ? language.Module : ((ISequenceClassifier)model!).Module;
        foreach (var (name, parameter) in module.named_parameters())
        {
            parameter.requires_grad = plan.Owns(name);
        }

        return model;
    }

    private static T Merge<T>(ModelConfig config, nn.Module module, LoraAdapter? adapter, Func<ModelConfig, IParameterSource, T> build)
    {
        var merged = new MergedParameters(module, Required(adapter));
        if (!merged.UntiesHead)
        {
            return build(config, merged);
        }

        if (config.Text("model_type") == "t5")
        {
            throw new WorkbenchException("A T5 model whose head is its embedding table cannot be merged with an adapter that changes one of them.");
        }

        return build(config.With("tie_word_embeddings", false), merged);
    }

    private static LoraAdapter Required(LoraAdapter? adapter) =>
        adapter ?? throw new WorkbenchException("The model runs under no adapter.");
}
