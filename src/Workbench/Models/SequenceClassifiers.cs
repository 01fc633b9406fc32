using System.Globalization;
using System.Text.Json.Nodes;
using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>Sequence classifiers: BERT, RoBERTa and DistilBERT.</summary>
public static class SequenceClassifiers
{
    private static readonly Dictionary<string, (string Prefix, string Architecture, Func<ModelConfig, IParameterSource, ISequenceClassifier> Build)> Families = new()
    {
        ["bert"] = ("bert.", "BertForSequenceClassification", (config, source) => new Bert(config, source)),
        ["roberta"] = ("roberta.", "RobertaForSequenceClassification", (config, source) => new Bert(config, source)),
        ["distilbert"] = ("distilbert.", "DistilBertForSequenceClassification", (config, source) => new DistilBert(config, source)),
    };

    /// <summary>Loads a folder that transformers' <c>save_pretrained</c> wrote.</summary>
    /// <param name="folder">Holds config.json and the weights; or the name of a model on the Hub that is in the shared cache.</param>
    /// <param name="device">Where the parameters go; null is the CPU.</param>
    /// <param name="dtype">The parameters' dtype; half-precision weights are widened exactly to float32.</param>
    /// <param name="warn">Told of weights that are not finite and of tensors that no parameter wants; null writes to the standard error stream.</param>
    /// <param name="progress">Told after each tensor; null tells nobody.</param>
    /// <exception cref="WorkbenchException">
    /// The folder is not sound, its model type or a setting is not supported, a tensor (also of the classifier's head) is missing or has another shape.
    /// </exception>
    public static ISequenceClassifier Load(
        string folder, Device? device = null, ScalarType dtype = ScalarType.Float32, Action<string>? warn = null,
        IProgress<TransferProgress>? progress = null)
    {
        var checkpoint = HuggingFaceFolder.Open(folder);
        var family = FamilyOf(checkpoint.Config);
        using var store = checkpoint.OpenWeights();
        var parameters = new CheckpointParameters(store, family.Prefix, device, dtype, progress);
        var model = family.Build(checkpoint.Config, parameters);
        parameters.Report(warn, IsSuperfluous);
        return model;
    }

    /// <summary>A classifier with parameters from any source.</summary>
    /// <exception cref="WorkbenchException">The model type or a setting is not supported, or the source lacks a parameter.</exception>
    public static ISequenceClassifier Build(ModelConfig config, IParameterSource parameters) => FamilyOf(config).Build(config, parameters);

    /// <summary>Writes config.json and model.safetensors so that transformers' <c>from_pretrained</c> reads them.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="folder">Made if it is missing; files of the same names are replaced, each in one atomic step.</param>
    /// <param name="maxShardBytes">The most bytes of tensors in one file; more are written as shards with an index.</param>
    /// <exception cref="WorkbenchException">A file cannot be written.</exception>
    public static void Save(ISequenceClassifier model, string folder, long maxShardBytes = HuggingFaceFolder.DefaultShardBytes) =>
        HuggingFaceFolder.Write(
            folder, model.Config.With("architectures", new JsonArray(FamilyOf(model.Config).Architecture)), null,
            new OrderedDictionary<string, Tensor>(model.Module.named_parameters().Select(pair => KeyValuePair.Create(pair.name, (Tensor)pair.parameter))),
            maxShardBytes);

    /// <summary>The place of a label among the logits.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="label">Its name, such as "nothate"; case counts.</param>
    /// <exception cref="WorkbenchException">The classifier has no such label; the message lists those it has.</exception>
    public static int IndexOf(this ISequenceClassifier model, string label)
    {
        var index = model.Labels.ToList().IndexOf(label);
        return index >= 0 ? index : throw new WorkbenchException(
            $"The classifier has no label \"{label}\"; its labels are {string.Join(", ", model.Labels.Select(name => $"\"{name}\""))}.");
    }

    /// <summary>The names of the labels; transformers' default is two labels, LABEL_0 and LABEL_1.</summary>
    internal static IReadOnlyList<string> LabelsOf(ModelConfig config)
    {
        if (config.Json["id2label"] is not JsonObject names)
        {
            return [.. Enumerable.Range(0, config.Int("num_labels", 2, 1, 1 << 16)).Select(i => $"LABEL_{i}")];
        }

        return [.. Enumerable.Range(0, names.Count).Select(i =>
            names[i.ToString(CultureInfo.InvariantCulture)] is JsonValue value && value.TryGetValue<string>(out var name)
                ? name
                : throw config.Fault("id2label", $"an object that names the labels \"0\" to \"{names.Count - 1}\""))];
    }

    private static bool IsSuperfluous(string name) =>
        name.EndsWith("position_ids", StringComparison.Ordinal) || name.Contains(".pooler.", StringComparison.Ordinal);

    private static (string Prefix, string Architecture, Func<ModelConfig, IParameterSource, ISequenceClassifier> Build) FamilyOf(ModelConfig config)
    {
        CommonSettings.Check(config);
        return config.Text("model_type") is { } type && Families.TryGetValue(type, out var family)
            ? family
            : throw config.Fault("model_type", $"one of {string.Join(", ", Families.Keys)}");
    }
}
