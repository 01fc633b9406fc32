using Workbench.Checkpoints;
using Workbench.Hub;

namespace Workbench.Models;

/// <summary>Reads parts of a checkpoint folder besides the model itself.</summary>
internal static class Checkpoint
{
    /// <summary>Builds a head from the weights of a folder, on the device and with the dtype of a model.</summary>
    /// <param name="folder">A model's folder, or an adapter's.</param>
    /// <param name="name">The head's name.</param>
    /// <param name="model">The model that the head goes with.</param>
    /// <param name="build">Makes the head.</param>
    public static T ReadHead<T>(string folder, string name, ILanguageModel model, Func<IParameterSource, T> build)
    {
        folder = ModelFolder.Find(folder);
        var like = model.Module.parameters().First();
        using var store = OpenStore(folder, name);
        return build(new CheckpointParameters(store, PeftFolder.IsAt(folder) ? PeftFolder.Prefix : "", like.device, like.dtype));
    }

    /// <summary>Whether a folder holds a head.</summary>
    /// <param name="folder">A model's folder, or an adapter's.</param>
    /// <param name="name">The head's name.</param>
    /// <param name="tensor">One of its tensors.</param>
    public static bool HoldsHead(string folder, string name, string tensor)
    {
        folder = ModelFolder.Find(folder);
        if (PeftFolder.IsAt(folder) && !PeftFolder.Open(folder).HasHeads)
        {
            return false;
        }

        using var store = OpenStore(folder, name);
        return store.Tensors.ContainsKey($"{name}.{tensor}");
    }

    private static ITensorStore OpenStore(string folder, string name)
    {
        if (!PeftFolder.IsAt(folder))
        {
            return HuggingFaceFolder.Open(folder).OpenWeights();
        }

        var adapter = PeftFolder.Open(folder);
        return name == ScalarHead.Name ? adapter.OpenWeights() : adapter.OpenHeads();
    }
}
