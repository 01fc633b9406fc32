namespace Workbench.Checkpoints;

/// <summary>Opens weights files by their extension.</summary>
public static class TensorStores
{
    /// <summary>Opens one weights file.</summary>
    /// <param name="path">A .safetensors file, or a PyTorch state dict (.bin, .pt, .pth).</param>
    /// <exception cref="WorkbenchException">The file is not sound, or of no known kind.</exception>
    public static ITensorStore Open(string path) => Path.GetExtension(path) switch
    {
        ".safetensors" => SafetensorsFile.Open(path),
        ".bin" or ".pt" or ".pth" => PyTorchFile.Open(path),
        _ => throw new WorkbenchException($"{path}: not a weights file that can be read; expected .safetensors, .bin, .pt or .pth."),
    };
}
