using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Workbench.Experiments;

namespace Workbench.Cli;

/// <summary>The stages of a run as they stand, in two or three lines each: how far, and what came out so far. Fits any width.</summary>
internal sealed class ProgressBoard : IRenderable
{
    private const int TitleWidth = 24;
    private const int WidestBar = 30;
    private const int NarrowestBar = 6;

    private readonly Lock gate = new();
    private readonly List<StageProgress> stages = [];
    private string? announcement;

    /// <summary>Takes note of what happened.</summary>
    public void Add(ExperimentEvent happening)
    {
        lock (gate)
        {
            switch (happening)
            {
                case ExperimentEvent.StageStarted started:
                    stages.Add(new StageProgress(started));
                    break;
                case ExperimentEvent.StageStepped stepped:
                    stages[^1].Add(stepped);
                    break;
                case ExperimentEvent.Warned warned:
                    stages[^1].Add(warned);
                    break;
                case ExperimentEvent.StageFinished finished:
                    stages[^1].Finish(finished);
                    break;
            }
        }
    }

    /// <summary>Shows a line below the stages; null removes it.</summary>
    public void Announce(string? message)
    {
        lock (gate)
        {
            announcement = message;
        }
    }

    Measurement IRenderable.Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    IEnumerable<Segment> IRenderable.Render(RenderOptions options, int maxWidth)
    {
        lock (gate)
        {
            var lines = stages.SelectMany(stage => Lines(stage, maxWidth).Concat(Warnings(stage, maxWidth))).ToList();
            if (announcement is not null)
            {
                lines.Add([(announcement, new Style(Color.Yellow))]);
            }

            return [.. lines.SelectMany((line, i) => i == 0 ? Cut(line, maxWidth) : Cut(line, maxWidth).Prepend(Segment.LineBreak))];
        }
    }

    private static IEnumerable<(string Text, Style Style)[]> Lines(StageProgress stage, int width)
    {
        // What comes behind a comma, such as the share of trained parameters, has a line of its own.
        var (name, details) = stage.Title.Split(", ", 2) is [var head, var tail] ? (head, tail) : (stage.Title, null);
        var title = name.PadRight(TitleWidth);
        if (stage.Outcome is { } outcome)
        {
            yield return [(title, Style.Plain), (" done in ", new Style(Color.Grey)), (stage.Elapsed, new Style(Color.Grey))];
            yield return [("  " + outcome, new Style(Color.Green))];
            yield break;
        }

        if (details is not null)
        {
            yield return [(name, Style.Plain), (": " + details, new Style(Color.Grey))];
        }

        var percent = stage.Share.ToString(" 0 %", CultureInfo.InvariantCulture).PadLeft(6);
        var left = stage.TimeLeft.Length == 0 ? "" : "  " + stage.TimeLeft;
        var bar = Math.Min(WidestBar, width - TitleWidth - 1 - percent.Length - "  59 min 59 s left".Length);
        var filled = (int)Math.Round(stage.Share * bar);
        yield return bar < NarrowestBar
            ? [(title, Style.Plain), (percent, Style.Plain), (left, new Style(Color.Grey))]
            :
            [
                (title + " ", Style.Plain), (new string('━', filled), new Style(Color.Green)), (new string('━', bar - filled), new Style(Color.Grey)),
                (percent, Style.Plain), (left, new Style(Color.Grey)),
            ];
        yield return [("  " + stage.Figures, new Style(Color.Grey))];
    }

    private static IEnumerable<(string Text, Style Style)[]> Warnings(StageProgress stage, int width)
    {
        foreach (var warning in stage.Warnings)
        {
            var line = " ";
            foreach (var word in warning.Split(' '))
            {
                if (line.Length > 1 && line.Length + 1 + word.Length > width)
                {
                    yield return [(line, new Style(Color.Yellow))];
                    line = "   ";
                }

                line += $" {word}";
            }

            yield return [(line, new Style(Color.Yellow))];
        }
    }

    private static IEnumerable<Segment> Cut((string Text, Style Style)[] line, int width)
    {
        foreach (var (text, style) in line)
        {
            if (width <= 0)
            {
                yield break;
            }

            yield return new Segment(text.Length <= width ? text : text[..(width - 1)] + "…", style);
            width -= text.Length;
        }
    }
}
