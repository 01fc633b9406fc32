namespace Workbench.Checkpoints;

/// <summary>Where the numbers of a PyTorch file's storages are.</summary>
internal interface IStorageReader : IDisposable
{
    /// <summary>Fills a tensor with a storage's numbers.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="target">As many elements as the storage has, stored in its dtype.</param>
    LoadedTensor Fill(Pickled.Storage storage, TensorTarget target);
}
