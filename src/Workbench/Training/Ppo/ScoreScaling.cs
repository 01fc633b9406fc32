namespace Workbench.Training;

/// <summary>How scores are scaled by running statistics before clipping.</summary>
public enum ScoreScaling
{
    /// <summary>They stay as they are.</summary>
    None,

    /// <summary>Divided by the running standard deviation (TRL `use_score_scaling`, which crashes in 0.11.4).</summary>
    Deviation,

    /// <summary>Minus the running mean, divided by the running standard deviation (TRL `use_score_norm`).</summary>
    MeanAndDeviation,
}
