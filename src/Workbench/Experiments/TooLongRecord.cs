namespace Workbench.Experiments;

/// <summary>What happens to a record with more tokens than a prompt or a reply may have.</summary>
public enum TooLongRecord
{
    /// <summary>The run does not begin; the message names file and line.</summary>
    Refuse,

    /// <summary>It is left out, and counted.</summary>
    LeaveOut,
}
