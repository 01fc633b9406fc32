using System.Text.Json;
using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Parity.Tests.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Lora;

/// <summary>One adapter of the golden data with its base model, whether that speaks or classifies.</summary>
internal sealed class AdapterCase : IDisposable
{
    private readonly SafetensorsFile tensors;

    public AdapterCase(string adapter)
    {
        Folder = Fixtures.At("lora", adapter);
        Json = Fixtures.Json("lora", adapter, "expected.json");
        BaseFolder = Fixtures.At(["lora", .. Json.GetProperty("base").GetString()!.Split('/')]);
        tensors = SafetensorsFile.Open(Path.Combine(Folder, "expected.safetensors"));
        Base = AdaptedCase.Load(BaseFolder);
        Tokens = new TokenBatch(this["input_ids"], this["attention_mask"].to(ScalarType.Bool));
        Labels = this["labels"];
    }

    public static TheoryData<string> All => Fixtures.Folders("lora", "adapter_config.json");

    public string Folder { get; }

    public string BaseFolder { get; }

    public JsonElement Json { get; }

    public AdaptedCase Base { get; }

    public TokenBatch Tokens { get; }

    public Tensor Labels { get; }

    public IEnumerable<string> Names => tensors.Tensors.Keys;

    public Tensor this[string name] => tensors.Read(name);

    public double Tolerance(string name) => Json.GetProperty("tolerance").GetProperty(name).GetDouble();

    public Tensor Logits(AdaptedCase model) => model.Logits(Tokens, Names.Contains("decoder_input_ids") ? this["decoder_input_ids"] : null);

    public void RequireLogits(string name, AdaptedCase model) =>
        Near.Equal(this[name], Logits(model), Tolerance(name), name, Compared);

    public Tensor Loss(AdaptedCase model)
    {
        var logits = Logits(model);
        return model.IsCausal
            ? nn.functional.cross_entropy(
                logits.narrow(1, 0, Tokens.Width - 1).reshape(-1, logits.shape[^1]), Labels.narrow(1, 1, Tokens.Width - 1).reshape(-1), ignore_index: -100)
            : nn.functional.cross_entropy(logits.reshape(-1, logits.shape[^1]), Labels.reshape(-1), ignore_index: -100);
    }

    public void Dispose()
    {
        tensors.Dispose();
        Base.Dispose();
    }

    /// <summary>Whether PEFT's merged model is not the adapted one, beyond all rounding.</summary>
    public bool PeftMergesAnotherModel
    {
        get
        {
            using var difference = (this["logits.merged"] - this["logits.adapter"]).abs().max();
            return difference.item<float>() > 1000 * Tolerance("logits.merged");
        }
    }

    public Tensor? Compared => Names.Contains("decoder_input_ids") ? Labels.ne(-100) : Base.IsCausal ? Tokens.Mask : null;
}
