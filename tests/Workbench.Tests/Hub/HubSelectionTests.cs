using Workbench.Hub;

namespace Workbench.Tests.Hub;

public class HubSelectionTests
{
    private static readonly HubRepository Model = new(HubKind.Model, "org/tiny");

    [Fact]
    public void Of_a_model_the_safetensors_are_taken_and_other_frameworks_left()
    {
        Assert.Equal(
            ["config.json", "merges.txt", "model.safetensors", "spiece.model", "README.md", "LICENSE"],
            Selected("config.json", "merges.txt", "model.safetensors", "spiece.model", "README.md", "LICENSE", "pytorch_model.bin", "tf_model.h5",
                "flax_model.msgpack", "rust_model.ot", "64.tflite", "onnx/model.onnx", "onnx/config.json", "original/consolidated.00.pth", ".gitattributes"));
    }

    [Fact]
    public void Shards_come_with_their_index_and_without_the_other_format()
    {
        Assert.Equal(
            ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", "model.safetensors.index.json"],
            Selected("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", "model.safetensors.index.json",
                "pytorch_model-00001-of-00001.bin", "pytorch_model.bin.index.json"));
    }

    [Fact]
    public void Without_safetensors_the_PyTorch_files_are_taken() =>
        Assert.Equal(["config.json", "pytorch_model.bin"], Selected("config.json", "pytorch_model.bin", "tf_model.h5", "training_args.bin"));

    [Fact]
    public void An_adapter_is_taken_in_one_format() =>
        Assert.Equal(["adapter_config.json", "adapter_model.safetensors"], Selected("adapter_config.json", "adapter_model.safetensors", "adapter_model.bin"));

    [Fact]
    public void Patterns_that_match_nothing_are_named()
    {
        var fault = Assert.Throws<WorkbenchException>(() => HubSelection.Of(Model, [new HubFile("a.json", 1, null)], ["*.csv"]));
        Assert.Contains("*.csv", fault.Message);
    }

    private static string[] Selected(params string[] names) =>
        [.. HubSelection.Of(Model, [.. names.Select(name => new HubFile(name, 1, null))], []).Select(file => file.Name)];
}
