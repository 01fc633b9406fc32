using System.Text.Json.Nodes;
using Workbench.Checkpoints;
using Workbench.Hub;
using Workbench.Models.Lora;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>Language models in and out: from a Hugging Face folder, from settings and a seed, and back into a folder.</summary>
public static class LanguageModels
{
    /// <summary>
    /// Loads a folder that transformers' or PEFT's <c>save_pretrained</c> or <see cref="Save"/> wrote. An adapter's folder brings its base along:
    /// the one that its settings name.
    /// </summary>
    /// <param name="folder">
    /// Holds config.json and the weights, or adapter_config.json and those of an adapter; or the name of a model on the Hub that is in the
    /// shared cache.
    /// </param>
    /// <param name="device">Where the parameters go; null is the CPU.</param>
    /// <param name="dtype">The parameters' dtype; half-precision weights are widened exactly to float32.</param>
    /// <param name="warn">
    /// Told what does not stop the loading but should be known: weights that are not finite, tensors that no parameter wants. Null writes to
    /// the standard error stream.
    /// </param>
    /// <param name="progress">Told after each tensor; null tells nobody.</param>
    /// <exception cref="WorkbenchException">
    /// The folder is not sound, its model type or a setting is not supported, a tensor is missing or has another shape.
    /// </exception>
    public static ILanguageModel Load(
        string folder, Device? device = null, ScalarType dtype = ScalarType.Float32, Action<string>? warn = null,
        IProgress<TransferProgress>? progress = null)
    {
        folder = ModelFolder.Find(folder);
        if (PeftFolder.IsAt(folder))
        {
            using var onto = Load(PeftFolder.Open(folder).BaseFolder(), device, dtype, warn, progress);
            return PeftAdapters.Load(onto, folder, warn: warn);
        }

        var checkpoint = HuggingFaceFolder.Open(folder);
        var family = ModelRegistry.FamilyOf(checkpoint.Config);
        using var store = checkpoint.OpenWeights();
        var parameters = new CheckpointParameters(store, family.BasePrefix, device, dtype, progress);
        var model = family.Build(checkpoint.Config, parameters);
        parameters.Report(warn, name => ModelRegistry.IsSuperfluous(name) || IsHead(name));
        return model;
    }

    /// <summary>A new model with random parameters, as its family starts them.</summary>
    /// <param name="config">The settings; model_type names the family.</param>
    /// <param name="seed">The same seed and settings give the same parameters, bit for bit.</param>
    /// <param name="device">Where the parameters go; null is the CPU.</param>
    /// <param name="dtype">The parameters' dtype.</param>
    /// <exception cref="WorkbenchException">The model type or a setting is not supported.</exception>
    public static ILanguageModel Initialise(
        ModelConfig config, ulong seed, Device? device = null, ScalarType dtype = ScalarType.Float32)
    {
        using var parameters = new RandomParameters(seed, device, dtype);
        return Build(config, parameters);
    }

    /// <summary>A model with parameters from any source.</summary>
    /// <exception cref="WorkbenchException">The model type or a setting is not supported, or the source lacks a parameter.</exception>
    public static ILanguageModel Build(ModelConfig config, IParameterSource parameters) =>
        ModelRegistry.FamilyOf(config).Build(config, parameters);

    /// <summary>
    /// Writes config.json and model.safetensors so that transformers' <c>from_pretrained</c> reads them. With a <see cref="ScalarHead"/> the
    /// folder is a sequence classifier with one label; a <see cref="ValueHead"/> lies beside the model as TRL puts it there. Of a model under an
    /// adapter only the adapter is written, as PEFT does; <see cref="Adapters.Merge(ILanguageModel)"/> makes it a whole model.
    /// </summary>
    /// <param name="model">The model; tied parameters are written once.</param>
    /// <param name="folder">Made if it is missing; files of the same names are replaced, each in one atomic step.</param>
    /// <param name="generation">generation_config.json; null writes none.</param>
    /// <param name="valueHead">Written under "v_head"; null for none.</param>
    /// <param name="scalarHead">Written under "score"; null for none.</param>
    /// <param name="maxShardBytes">The most bytes of tensors in one file; more are written as shards with an index.</param>
    /// <exception cref="WorkbenchException">A file cannot be written.</exception>
    public static void Save(
        ILanguageModel model, string folder, ModelConfig? generation = null, ValueHead? valueHead = null, ScalarHead? scalarHead = null,
        long maxShardBytes = HuggingFaceFolder.DefaultShardBytes)
    {
        if (model.Adapter is not null)
        {
            PeftAdapters.Save(model, folder, valueHead, scalarHead);
            return;
        }

        var family = ModelRegistry.FamilyOf(model.Config);
        var config = model.Config.With("architectures", new JsonArray(scalarHead is null ? family.Architecture : family.ClassifierArchitecture));
        if (scalarHead is not null)
        {
            config = config.With("id2label", new JsonObject { ["0"] = "LABEL_0" }).With("label2id", new JsonObject { ["LABEL_0"] = 0 });
        }

        var tensors = Named("", model.Module)
            .Concat(Named($"{ValueHead.Name}.", valueHead))
            .Concat(scalarHead?.Stored() ?? []);
        HuggingFaceFolder.Write(folder, config, generation, new OrderedDictionary<string, Tensor>(tensors), maxShardBytes);
    }

    /// <summary>The parameters that are trained, in the order of the model's layers: the same in every run, on every machine.</summary>
    public static IReadOnlyList<(string Name, TorchSharp.Modules.Parameter Parameter)> TrainableParameters(nn.Module module) =>
        [.. module.named_parameters().Where(pair => pair.parameter.requires_grad)];

    private static IEnumerable<KeyValuePair<string, Tensor>> Named(string prefix, nn.Module? module) =>
        module?.named_parameters().Select(pair => KeyValuePair.Create(prefix + pair.name, (Tensor)pair.parameter)) ?? [];

    // A tied model needs no head of its own; many checkpoints hold a copy of the embedding under its name. The other heads are read by
    // those who want them.
    private static bool IsHead(string name) =>
        name == "lm_head.weight"
        || name.StartsWith($"{ValueHead.Name}.", StringComparison.Ordinal)
        || name.StartsWith($"{ScalarHead.Name}.", StringComparison.Ordinal);
}
