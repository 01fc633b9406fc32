namespace Workbench;

/// <summary>How far a download or the loading of a checkpoint is.</summary>
/// <param name="Item">What moves now: a file or a tensor.</param>
/// <param name="Bytes">Bytes done, of all items.</param>
/// <param name="TotalBytes">Bytes to do, of all items.</param>
/// <param name="Items">Items done.</param>
/// <param name="TotalItems">Items to do.</param>
public readonly record struct TransferProgress(string Item, long Bytes, long TotalBytes, int Items, int TotalItems);
