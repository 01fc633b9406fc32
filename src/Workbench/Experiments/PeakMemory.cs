using System.Text.Json.Nodes;
using Workbench.Machine;

namespace Workbench.Experiments;

/// <summary>
/// How much of the machine's memory each stage of a run took. A resumed stage counts from where it was resumed. What lies on a CUDA device is not in
/// it: TorchSharp does not tell.
/// </summary>
internal static class PeakMemory
{
    /// <summary>Bytes by stage.</summary>
    public const string FileName = "memory.json";

    /// <summary>Passes on what happens; the end of each stage is told with its peak, which is then in the run folder.</summary>
    public static IEnumerable<ExperimentEvent> Measured(RunFolder run, IEnumerable<ExperimentEvent> events)
    {
        foreach (var happening in events)
        {
            if (happening is ExperimentEvent.StageStarted)
            {
                ResidentMemory.ResetPeak();
            }

            if (happening is not ExperimentEvent.StageFinished finished)
            {
                yield return happening;
                continue;
            }

            var peak = ResidentMemory.Peak;
            var peaks = File.Exists(run.Path(FileName)) ? run.ReadJson<JsonObject>(FileName) : [];
            peaks[finished.Stage] = peak;
            run.WriteJson(FileName, peaks);
            yield return finished with { PeakBytes = peak };
        }
    }
}
