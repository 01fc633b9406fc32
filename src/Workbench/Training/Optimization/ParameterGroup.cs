using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>Parameters that are trained alike.</summary>
/// <param name="Parameters">Names and parameters; those that need no gradient are left out, tied ones count once.</param>
/// <param name="LearningRateFactor">The learning rate of the group over that of the optimizer.</param>
public sealed record ParameterGroup(IReadOnlyList<(string Name, Parameter Parameter)> Parameters, double LearningRateFactor = 1)
{
    /// <summary>All trainable parameters of a module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="prefix">Put before each name.</param>
    /// <param name="learningRateFactor">The learning rate of the group over that of the optimizer.</param>
    public static ParameterGroup Of(nn.Module module, string prefix = "", double learningRateFactor = 1) =>
        new([.. module.named_parameters().Select(named => (prefix + named.name, named.parameter))], learningRateFactor);
}
