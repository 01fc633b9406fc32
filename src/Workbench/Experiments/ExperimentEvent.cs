using Workbench.Planning;

namespace Workbench.Experiments;

/// <summary>What an experiment reports while it runs: whoever runs it draws a bar, writes a log line or looks at the figures.</summary>
public abstract record ExperimentEvent
{
    private ExperimentEvent()
    {
    }

    /// <summary>A stage begins.</summary>
    /// <param name="Stage">Its short name, as in metrics.jsonl.</param>
    /// <param name="Title">What it does, for a person.</param>
    /// <param name="Steps">How many steps it will take.</param>
    /// <param name="DoneSteps">How many of them an earlier, stopped run has done.</param>
    public sealed record StageStarted(string Stage, string Title, int Steps, int DoneSteps = 0) : ExperimentEvent;

    /// <summary>What a stage would take; told instead of doing it.</summary>
    /// <param name="Plan">Part by part.</param>
    public sealed record MemoryPlanned(MemoryPlan Plan) : ExperimentEvent;

    /// <summary>A step of the current stage is done.</summary>
    /// <param name="Stage">The stage's short name.</param>
    /// <param name="Step">The step, from 1.</param>
    /// <param name="Figures">The few figures worth watching, such as the loss, in the order to show them.</param>
    /// <param name="Tokens">Tokens processed in this step.</param>
    public sealed record StageStepped(string Stage, int Step, IReadOnlyList<Figure> Figures, long Tokens) : ExperimentEvent;

    /// <summary>A setting of the current stage is known to harm, or a step of it shows a sign of a collapse.</summary>
    /// <param name="Stage">The stage's short name.</param>
    /// <param name="Step">The step that shows it; 0 for a setting.</param>
    /// <param name="Message">What it is and what to do, for a person.</param>
    public sealed record Warned(string Stage, int Step, string Message) : ExperimentEvent;

    /// <summary>A stage is complete, and what it made is on the disk.</summary>
    /// <param name="Stage">The stage's short name.</param>
    /// <param name="Outcome">What came out, in one line for a person.</param>
    public sealed record StageFinished(string Stage, string Outcome) : ExperimentEvent
    {
        /// <summary>The most bytes of the process in the machine's memory during the stage; null where nobody measured.</summary>
        public long? PeakBytes { get; init; }
    }
}

/// <summary>A named figure.</summary>
/// <param name="Name">What it is called in the documentation of the step's record.</param>
/// <param name="Value">Its value.</param>
public readonly record struct Figure(string Name, double Value);
