namespace Workbench.Models;

/// <summary>Turning gradients off.</summary>
internal static class Freezing
{
    /// <summary>Turns the gradients of all parameters off.</summary>
    public static ILanguageModel Freeze(this ILanguageModel model)
    {
        foreach (var parameter in model.Module.parameters())
        {
            parameter.requires_grad = false;
        }

        return model;
    }
}
