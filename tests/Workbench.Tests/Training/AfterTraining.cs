using Workbench.Models;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

/// <summary>All numbers that a training moves.</summary>
internal static class AfterTraining
{
    /// <summary>The bits of a model's weights and of an optimizer's moments.</summary>
    public static byte[] Bits(ILanguageModel model, TrainerState state)
    {
        using var weights = cat([.. model.Module.parameters().Select(parameter => parameter.detach().flatten())]);
        using var all = cat([weights, state.Tensors["optimizer.first_moment"], state.Tensors["optimizer.second_moment"]]);
        return all.bytes.ToArray();
    }
}
