namespace Workbench.Experiments;

/// <summary>The stages of an experiment, in order; those that a stopped run has finished are not done again.</summary>
internal static class StagePlan
{
    /// <summary>Runs every stage that is not finished yet.</summary>
    /// <param name="context">The run.</param>
    /// <param name="stages">Each stage with its name; nothing of it is loaded before its turn.</param>
    public static IEnumerable<ExperimentEvent> Run(RunContext context, IEnumerable<(string Name, Func<IEnumerable<ExperimentEvent>> Run)> stages)
    {
        foreach (var (name, run) in stages)
        {
            var finished = RunState.Of(context.Folder).Finished;
            if (finished.Contains(name))
            {
                continue;
            }

            foreach (var happening in run())
            {
                yield return happening;
            }

            context.Folder.WriteJson(RunState.FileName, new RunState([.. finished, name]));
        }
    }
}
