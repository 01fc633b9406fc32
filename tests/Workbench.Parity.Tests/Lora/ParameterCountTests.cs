using System.Globalization;
using System.Text.Json.Nodes;
using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Models.Lora;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Lora;

/// <summary>Real architectures on the meta device, where they take no memory: PEFT's counts.</summary>
public class ParameterCountTests
{
    private const string File = "counts.json";

    public static TheoryData<int> All => System.IO.File.Exists(Fixtures.At("lora", File))
        ? new TheoryData<int>(Enumerable.Range(0, Fixtures.Json("lora", File).GetArrayLength()))
        : new TheoryData<int>(-1);

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Real_architectures_have_the_counts_of_PEFT(int index)
    {
        Skip.If(index < 0, "no counts in this set");
        var row = JsonNode.Parse(Fixtures.Json("lora", File)[index].GetRawText())!.AsObject();
        var config = row["config"]!.DeepClone().AsObject();
        config["model_type"] = ModelType((string)row["class"]!);
        var settings = row["lora"]!.DeepClone().AsObject();
        settings["peft_type"] = "LORA";
        var options = PeftSettings.Read(new ModelConfig(settings));
        var source = new EmptyParameters(device("meta"));

        TrainableParameters count;
        if (((string)row["class"]!).EndsWith("ForSequenceClassification", StringComparison.Ordinal))
        {
            using var model = SequenceClassifiers.Build(new ModelConfig(config), source);
            using var adapted = Adapters.Add(model, options, 1);
            count = TrainableParameters.Of(adapted);
        }
        else
        {
            using var model = LanguageModels.Build(new ModelConfig(config), source);
            using var adapted = Adapters.Add(model, options, 1);
            count = TrainableParameters.Of(adapted);
        }

        Assert.Equal(((long)row["trainable_parameters"]!, (long)row["all_parameters"]!), (count.Trainable, count.All));
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"trainable parameters: {count.Trainable:N0} of {count.All:N0} ({100.0 * count.Trainable / count.All:0.00} %)"),
            count.ToString());
    }

    private static string ModelType(string architecture) => architecture switch
    {
        _ when architecture.StartsWith("T5", StringComparison.Ordinal) => "t5",
        _ when architecture.StartsWith("GPT2", StringComparison.Ordinal) => "gpt2",
        _ when architecture.StartsWith("Llama", StringComparison.Ordinal) => "llama",
        _ when architecture.StartsWith("Qwen2", StringComparison.Ordinal) => "qwen2",
        _ when architecture.StartsWith("OPT", StringComparison.Ordinal) => "opt",
        _ when architecture.StartsWith("GPTNeoX", StringComparison.Ordinal) => "gpt_neox",
        _ when architecture.StartsWith("Roberta", StringComparison.Ordinal) => "roberta",
        _ when architecture.StartsWith("DistilBert", StringComparison.Ordinal) => "distilbert",
        _ when architecture.StartsWith("Bert", StringComparison.Ordinal) => "bert",
        _ => throw new NotSupportedException(architecture),
    };
}
