using System.CommandLine;
using Spectre.Console;
using Workbench.Cli.Options;
using Workbench.Training;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench explain-defects</c>: what the reference implementations get wrong, and the option that brings it back.</summary>
internal static class ExplainDefectsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("explain-defects", "List the known defects of the reference implementations: option, effect and evidence.");
        command.SetAction(_ =>
        {
            foreach (var defect in KnownDefects.All)
            {
                terminal.Out.MarkupLineInterpolated($"[bold]{defect.Name}[/] ({defect.Where})");
                var rows = new Grid().AddColumn(new GridColumn().PadLeft(2).PadRight(2).NoWrap()).AddColumn();
                Row("option", defect.Option);
                if (DefectKeys.Of(defect) is { Count: > 0 } keys)
                {
                    Row("type", string.Join(" ", keys.Select(key => key.Contains('"') ? $"--set '{key}'" : $"--set {key}")));
                }

                Row("effect", defect.Effect);
                Row("evidence", defect.Evidence);
                if (defect.Presets.Count > 0)
                {
                    Row("on in", string.Join(", ", defect.Presets));
                }

                terminal.Out.Write(rows);
                terminal.Out.WriteLine();

                void Row(string what, string text) => rows.AddRow(new Markup(what), new Markup(Markup.Escape(text)));
            }

            return ExitCode.Success;
        });
        return command;
    }
}
