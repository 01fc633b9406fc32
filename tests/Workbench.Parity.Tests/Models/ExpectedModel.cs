using System.Text.Json;
using Workbench.Checkpoints;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Models;

/// <summary>One folder of golden data: the checkpoint, the tensors that Hugging Face computed, and their tolerances.</summary>
public sealed class ExpectedModel : IDisposable
{
    private readonly SafetensorsFile tensors;

    public ExpectedModel(string folder)
    {
        Folder = Fixtures.At(folder);
        tensors = SafetensorsFile.Open(Path.Combine(Folder, "expected.safetensors"));
        Json = Fixtures.Json(folder, "expected.json");
    }

    public string Folder { get; }

    public JsonElement Json { get; }

    public IEnumerable<string> Names => tensors.Tensors.Keys;

    public Tensor this[string name] => tensors.Read(name);

    public double Tolerance(string name) => Json.GetProperty("tensor_tolerance").GetProperty(name).GetDouble();

    /// <summary>Ids and mask, such as "left.input_ids" and "left.attention_mask".</summary>
    public TokenBatch Tokens(string ids, string mask) => new(this[ids], this[mask].to(ScalarType.Bool));

    public void Dispose() => tensors.Dispose();
}
