using System.Globalization;
using System.Text.RegularExpressions;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>The layers at the bottom of a decoder-only model that are not trained: what enters the layer above them never changes for a text.</summary>
internal static partial class FrozenTrunk
{
    /// <summary>How many layers from below are frozen, with the embeddings before them; at least one layer is never counted.</summary>
    /// <param name="model">The model.</param>
    public static int Layers(CausalLanguageModel model)
    {
        var (frozen, layers) = (int.MaxValue, 0);
        foreach (var (name, parameter) in model.Module.named_parameters())
        {
            var layer = LayerOf(name);
            layers = layer == int.MaxValue ? layers : Math.Max(layers, layer + 1);
            if (parameter.requires_grad)
            {
                frozen = Math.Min(frozen, Math.Max(0, layer));
            }
        }

        return Math.Max(0, Math.Min(frozen, layers - 1));
    }

    /// <summary>Whether another model has the same numbers in its embeddings and its first layers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="other">Built as the model is.</param>
    /// <param name="layers">How many layers to compare.</param>
    public static bool IsShared(CausalLanguageModel model, CausalLanguageModel other, int layers)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (own, theirs) = (Lower(model, layers), Lower(other, layers));
        return own.Keys.SequenceEqual(theirs.Keys) && own.All(pair => Same(pair.Value, theirs[pair.Key]));
    }

    // On the meta device there are no numbers to tell them apart by.
    private static bool Same(Tensor a, Tensor b) => a.shape.AsSpan().SequenceEqual(b.shape)
        && (a.device_type == DeviceType.META || a.eq(b).all().item<bool>());

    private static Dictionary<string, Parameter> Lower(CausalLanguageModel model, int layers)
    {
        var lower = new Dictionary<string, Parameter>();
        foreach (var (name, parameter) in model.Module.named_parameters())
        {
            if (LayerOf(name) < layers)
            {
                lower.Add(name, parameter);
            }
        }

        return lower;
    }

    /// <summary>The layer of a parameter: -1 for the embeddings, and above all for what comes after the layers, wherever it stands among the parameters.</summary>
    internal static int LayerOf(string name) =>
        Numbered().Match(name) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : After().IsMatch(name) ? int.MaxValue
        : -1;

    [GeneratedRegex(@"(?:^|\.)(?:h|layers|layer|block)\.(\d+)\.")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"(?:^|\.)(?:ln_f|norm|final_layer_norm|project_out|lm_head|embed_out)\.")]
    private static partial Regex After();
}
