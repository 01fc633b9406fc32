namespace Workbench.Rlhf;

/// <summary>Which token of a response receives its score.</summary>
public enum ScorePlacement
{
    /// <summary>The last real token (TRL to 0.11.4, the "N implementation details", OpenRLHF).</summary>
    LastToken,

    /// <summary>
    /// The first padding position behind the response where there is one, else the last token: TRL's PPOv2, which adds the score at
    /// `sequence_lengths + 1` and treats that position as a terminal state with a value of its own.
    /// </summary>
    AfterLastToken,
}
