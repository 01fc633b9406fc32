using System.CommandLine;
using Workbench.Experiments;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench plan</c>: what a stage would take of the memory, before it starts.</summary>
internal static class PlanCommand
{
    public static Command Create(Terminal terminal) => new("plan", "Predict the memory of a stage before it starts, with the stage's own options.")
    {
        StageCommands.Sft(terminal, plans: true),
        StageCommands.Reward(terminal, plans: true),
        StageCommands.Ppo(terminal, plans: true),
        StageCommands.Groups(terminal, "grpo", "Plan GRPO.", StageRuns.Grpo, plans: true),
        StageCommands.Groups(terminal, "rloo", "Plan RLOO.", StageRuns.Rloo, plans: true),
        StageCommands.Groups(terminal, "online-dpo", "Plan online DPO.", StageRuns.OnlineDpo, plans: true),
        StageCommands.Dpo(terminal, plans: true),
    };
}
