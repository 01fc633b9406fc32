namespace Workbench.Generation;

/// <summary>When a beam search has found enough, as transformers' <c>early_stopping</c> says it.</summary>
public enum BeamStopping
{
    /// <summary>When the best open beam, ended now, could not enter the list (transformers: False). A guess where the length penalty is positive.</summary>
    WhenUnlikely,

    /// <summary>As soon as there are as many ended responses as beams (transformers: True).</summary>
    WhenFull,

    /// <summary>When no open beam can ever enter the list (transformers: "never").</summary>
    WhenImpossible,
}
