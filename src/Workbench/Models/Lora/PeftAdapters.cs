using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models.Lora;

/// <summary>Adapters in and out in PEFT's layout.</summary>
public static class PeftAdapters
{
    /// <summary>Puts an adapter that PEFT (or <see cref="Save(ILanguageModel, string, ValueHead?, ScalarHead?)"/>) wrote onto a model.</summary>
    /// <param name="model">The base, which stays as it is; if it runs under an adapter, the new one goes onto that one's base.</param>
    /// <param name="folder">Holds adapter_config.json and the weights.</param>
    /// <param name="dtype">The matrices' dtype; float32 also where the base is in half precision.</param>
    /// <param name="warn">Told of weights that are not finite and of tensors that belong to nothing; null writes to the standard error stream.</param>
    /// <returns>A model; the adapter's parameters need gradients, the base's do not. Both models may be disposed of in any order.</returns>
    /// <exception cref="WorkbenchException">
    /// The folder is not sound, a setting is not supported, or a tensor is missing, has another shape or belongs to a module that is no target.
    /// </exception>
    public static ILanguageModel Load(
        ILanguageModel model, string folder, ScalarType dtype = ScalarType.Float32, Action<string>? warn = null) =>
        Load(model.Config, model.Module, model.Adapter, folder, dtype, warn, LanguageModels.Build);

    /// <inheritdoc cref="Load(ILanguageModel, string, ScalarType, Action{string}?)"/>
    public static ISequenceClassifier Load(
        ISequenceClassifier model, string folder, ScalarType dtype = ScalarType.Float32, Action<string>? warn = null) =>
        Load(model.Config, model.Module, model.Adapter, folder, dtype, warn, SequenceClassifiers.Build);

    /// <summary>
    /// Writes adapter_config.json and adapter_model.safetensors so that PEFT's <c>from_pretrained</c> puts them onto the same base model. A scalar
    /// head is among them as PEFT's classifiers have it; a value head lies beside them where TRL looks for it.
    /// </summary>
    /// <param name="model">A model under an adapter.</param>
    /// <param name="folder">Made if it is missing; files of the same names are replaced.</param>
    /// <param name="valueHead">Written under "v_head" in model.safetensors; null for none.</param>
    /// <param name="scalarHead">Written under "score"; null for none.</param>
    /// <exception cref="WorkbenchException">The model runs under no adapter, or a file cannot be written.</exception>
    public static void Save(ILanguageModel model, string folder, ValueHead? valueHead = null, ScalarHead? scalarHead = null)
    {
        var task = scalarHead is not null ? "SEQ_CLS" : model.Config.Text("model_type") == "t5" ? "SEQ_2_SEQ_LM" : "CAUSAL_LM";
        Save(model.Config, model.Module, model.Adapter, folder, task, valueHead, scalarHead);
    }

    /// <inheritdoc cref="Save(ILanguageModel, string, ValueHead?, ScalarHead?)"/>
    public static void Save(ISequenceClassifier model, string folder) =>
        Save(model.Config, model.Module, model.Adapter, folder, "SEQ_CLS", null, null);

    private static T Load<T>(
        ModelConfig config, nn.Module module, LoraAdapter? present, string path, ScalarType dtype, Action<string>? warn,
        Func<ModelConfig, IParameterSource, T> build)
        where T : IDisposable
    {
        var folder = PeftFolder.Open(path);
        var options = PeftSettings.Read(folder.Config);
        var plan = LoraPlan.Of(options, config.Text("model_type"), module);
        var weights = new BaseWeights(module, present);
        using var store = folder.OpenWeights();
        var parameters = new PeftParameters(store, weights, plan, module.parameters().First().device, dtype);
        var model = Adapters.Built(config, weights, options, plan, parameters, parameters.Resized(), build);
        try
        {
            parameters.Report(warn);
            return model;
        }
        catch (WorkbenchException)
        {
            model.Dispose();
            throw;
        }
    }

    private static void Save(
        ModelConfig config, nn.Module module, LoraAdapter? adapter, string folder, string task, ValueHead? valueHead, ScalarHead? scalarHead)
    {
        if (adapter is null)
        {
            throw new WorkbenchException("The model runs under no adapter; save it as a whole.");
        }

        var weights = new BaseWeights(module, null);
        var tensors = module.named_parameters().Where(named => adapter.Plan.Owns(named.name))
            .ToDictionary(named => PeftNames.Of(adapter.Plan, named.name), named => (Tensor)named.parameter);
        foreach (var target in PeftNames.Resizable(adapter.Options, adapter.Plan))
        {
            tensors.Add(PeftNames.OfBaseWeight(target), weights[$"{target}.weight"]);
        }

        foreach (var (name, parameter) in scalarHead?.named_parameters() ?? [])
        {
            tensors.Add($"{PeftFolder.Prefix}{ScalarHead.Name}.{name}", parameter);
        }

        var heads = valueHead?.named_parameters().ToDictionary(named => $"{ValueHead.Name}.{named.name}", named => (Tensor)named.parameter);
        PeftFolder.Write(folder, PeftSettings.Write(adapter.Options, adapter.Plan, config, task), tensors, heads ?? []);
    }
}
