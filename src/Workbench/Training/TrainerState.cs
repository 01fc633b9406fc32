using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// What a trainer must remember beside the model's weights to go on bit for bit: optimizer moments, counters, controllers, running statistics
/// and, for PPO, the value head. The order of the data follows from the seed and the counters.
/// </summary>
/// <param name="Tensors">By name; to be written as a safetensors file.</param>
/// <param name="Values">Small numbers and texts; to be written as JSON.</param>
public sealed record TrainerState(IReadOnlyDictionary<string, Tensor> Tensors, JsonObject Values) : IDisposable
{
    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values)
        {
            tensor.Dispose();
        }
    }

    internal static void CopyInto(IReadOnlyDictionary<string, Tensor> tensors, string name, Tensor target)
    {
        if (!tensors.TryGetValue(name, out var source))
        {
            throw new WorkbenchException($"The saved training state lacks the tensor {name}; was it saved by another kind of trainer?");
        }

        if (!source.shape.AsSpan().SequenceEqual(target.shape))
        {
            throw new WorkbenchException(
                $"The saved tensor {name} has shape [{string.Join(", ", source.shape)}], this training needs [{string.Join(", ", target.shape)}]: "
                + "the state belongs to another model.");
        }

        target.copy_(source);
    }

    internal static void RequireKind(TrainerState state, string kind)
    {
        var found = state.Value<string>("kind");
        if (found != kind)
        {
            throw new WorkbenchException($"The saved training state is of kind \"{found}\"; this trainer needs \"{kind}\".");
        }
    }

    internal T Value<T>(string name) =>
        Values[name] is { } node
            ? node.GetValue<T>()
            : throw new WorkbenchException($"The saved training state lacks the value {name}; was it saved by another kind of trainer?");
}
