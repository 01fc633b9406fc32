namespace Workbench.Experiments;

/// <summary>How far a run has come; state.json.</summary>
/// <param name="Finished">Stages whose results are on the disk, in order.</param>
public sealed record RunState(IReadOnlyList<string> Finished)
{
    /// <summary>The file's name in the run folder.</summary>
    public const string FileName = "state.json";

    /// <summary>The state of a run folder; nothing is finished where there is no such file.</summary>
    public static RunState Of(RunFolder run) =>
        File.Exists(run.Path(FileName)) ? run.ReadJson<RunState>(FileName) : new RunState([]);
}
