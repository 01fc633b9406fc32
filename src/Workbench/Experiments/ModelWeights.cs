using TorchSharp;
using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Models.Lora;
using static TorchSharp.torch;

namespace Workbench.Experiments;

/// <summary>Puts saved weights back into a model that is being trained, without replacing its tensors.</summary>
internal static class ModelWeights
{
    /// <summary>Copies the weights of a folder into a model of the same configuration, bit for bit.</summary>
    /// <exception cref="WorkbenchException">The folder lacks a tensor or holds one of another shape.</exception>
    public static void LoadInto(ILanguageModel model, string folder, nn.Module? head = null)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var saved = model.Adapter is null
            ? LanguageModels.Load(folder, model.Module.parameters().First().device)
            : PeftAdapters.Load(model, folder);
        Copy(saved.Module, model.Module, folder);
        if (head is not null)
        {
            using nn.Module savedHead = head is ValueHead ? ValueHead.Load(folder, model) : ScalarHead.Load(folder, model);
            Copy(savedHead, head, folder);
        }
    }

    private static void Copy(nn.Module from, nn.Module to, string folder)
    {
        var sources = from.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        foreach (var (name, target) in to.named_parameters())
        {
            if (!sources.TryGetValue(name, out var source) || !source.shape.SequenceEqual(target.shape))
            {
                throw new WorkbenchException($"{folder}: has no tensor '{name}' of shape [{string.Join(", ", target.shape)}]; it belongs to another model.");
            }

            target.copy_(source);
        }
    }
}
