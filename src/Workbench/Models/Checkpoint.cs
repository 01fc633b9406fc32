using Workbench.Checkpoints;

namespace Workbench.Models;

/// <summary>Reads parts of a checkpoint folder besides the model itself.</summary>
internal static class Checkpoint
{
    /// <summary>Builds a head from the weights of a folder, on the device and with the dtype of a model.</summary>
    public static T ReadHead<T>(string folder, ILanguageModel model, Func<IParameterSource, T> build)
    {
        var like = model.Module.parameters().First();
        using var store = HuggingFaceFolder.Open(folder).OpenWeights();
        return build(new CheckpointParameters(store, "", like.device, like.dtype));
    }
}
