namespace Workbench.Models.Lora;

/// <summary>How the matrices of a new adapter start.</summary>
public enum LoraStart
{
    /// <summary>A uniform in ±1/sqrt(inputs) and B zero, so that the adapter changes nothing at first; of an embedding A is zero and B normal.</summary>
    Uniform,

    /// <summary>A from N(0, 1/r²) and B zero (Hu et al. 2022).</summary>
    Gaussian,

    /// <summary>Neither is zero: the adapter changes the numbers from the start. For tests.</summary>
    Random,
}
