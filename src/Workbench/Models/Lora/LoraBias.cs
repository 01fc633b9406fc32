namespace Workbench.Models.Lora;

/// <summary>Which biases an adapter trains along with its matrices.</summary>
public enum LoraBias
{
    /// <summary>None.</summary>
    None,

    /// <summary>Every parameter of the model whose name contains "bias", as PEFT counts them.</summary>
    All,

    /// <summary>The biases of the modules that have a low-rank addition.</summary>
    LoraOnly,
}
