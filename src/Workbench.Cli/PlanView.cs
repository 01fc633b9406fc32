using Spectre.Console;
using Workbench.Machine;
using Workbench.Planning;

namespace Workbench.Cli;

/// <summary>A memory plan as a table, and a sentence that says whether it fits and what would make it smaller.</summary>
internal static class PlanView
{
    /// <param name="terminal">Where to show it.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="section">The stage's section of the options, such as "ppo".</param>
    public static void Show(Terminal terminal, MemoryPlan plan, string section)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("");
        foreach (var phase in plan.Phases)
        {
            table.AddColumn(new TableColumn(phase == plan.Fullest ? $"[bold]{phase.Name}[/]" : phase.Name).RightAligned());
        }

        foreach (var (name, onDevice) in plan.Phases.SelectMany(phase => phase.Items).Select(item => (item.Name, item.OnDevice)).Distinct())
        {
            var where = plan.Target.OnCpu ? "" : onDevice ? " (device)" : " (host)";
            Row(name + where, phase => phase.Items.FirstOrDefault(item => item.Name == name)?.Bytes);
        }

        Row("together", phase => phase.Bytes);
        terminal.Out.Write(table);
        terminal.Out.WriteLine(Verdict(plan, section, ResidentMemory.Free()));

        void Row(string name, Func<MemoryPhase, long?> bytes) => table.AddRow(
            [name, .. plan.Phases.Select(phase => bytes(phase) is { } found ? TransferView.Size(found) : "")]);
    }

    /// <summary>Whether it fits, and what takes most.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="section">The stage's section of the options.</param>
    /// <param name="free">Bytes that nobody uses.</param>
    internal static string Verdict(MemoryPlan plan, string section, long free)
    {
        var (fullest, advice) = (plan.Fullest, Advice(plan.Fullest, section));
        var most = $"The fullest moment is the {fullest.Name}";
        if (!plan.Target.OnCpu)
        {
            return $"{most}: {TransferView.Size(plan.DevicePeak)} on the device and {TransferView.Size(plan.HostPeak)} beside it. "
                + $"If the device has less, {advice}.";
        }

        return plan.HostPeak <= free
            ? $"{most}: {TransferView.Size(plan.HostPeak)}. It fits: {TransferView.Size(free)} are free."
            : $"{most}: {TransferView.Size(plan.HostPeak)}. It does not fit: {TransferView.Size(free)} are free; {advice}.";
    }

    private static string Advice(MemoryPhase fullest, string section)
    {
        var largest = fullest.Items.Where(item => item.OnDevice).MaxBy(item => item.Bytes)!.Name;
        return largest switch
        {
            "activations" or "logits" or "keys and values" when fullest.Name == "rollout" => $"lower {Batch(section)}",
            "activations" or "logits" when fullest.Name is "experience" or "scoring" => $"lower {section}.training.forwardBatchSize",
            "activations" or "logits" => $"lower {section}.training.microBatchSize",
            _ => $"train an adapter instead of the whole model, for example --set {section}.lora={{}}",
        };
    }

    private static string Batch(string section) => section == "group" ? "group.training.prompts" : $"{section}.training.batchSize";
}
