using Workbench.Evaluation;
using Workbench.Experiments;
using Workbench.Training;

namespace Workbench.Tests.Notebook;

public sealed class NotebookFormTests
{
    [Fact]
    public void A_step_shows_its_figures_by_name()
    {
        var table = new RecordForm().Table(new SftStep(3, 0.5, 1.234567, 100, 1e-4, double.NaN, false));

        Assert.Equal("SftStep", table.Title);
        Assert.Equal(
            [("step", "3"), ("epoch", "0.5"), ("loss", "1.2346"), ("tokens", "100"), ("learningRate", "0.0001"), ("gradientNorm", "NaN"), ("skipped", "false")],
            table.Rows);
    }

    [Fact]
    public void A_comparison_says_first_what_it_means()
    {
        var comparison = PairedComparison.Compare("gold <score>", [1, 2, 3, 4], [2, 3, 4, 5.5], new PairedComparisonOptions { Resamples = 100 });

        string html = new PairedComparisonForm().Table(comparison).ToHtml();

        Assert.StartsWith("<div style=\"overflow-x:auto\"><table><caption", html);
        Assert.Contains("old &lt;score&gt;", html);
        Assert.Contains(">2.5</td>", html);
    }

    [Fact]
    public void A_run_folder_shows_how_far_its_stages_came_and_its_files()
    {
        var folder = Directory.CreateTempSubdirectory("workbench-form-");
        try
        {
            var run = RunFolder.Create(Path.Combine(folder.FullName, "run-1"));
            run.WriteJson("config.json", new { seed = 1 });
            run.AppendMetrics("sft", 1, new { loss = 1.0 });
            Directory.CreateDirectory(run.Path("models", "sft"));

            string text = new RunFolderForm().Table(run).ToText();

            Assert.StartsWith("Run run-1", text);
            Assert.Contains("stage sft      1 steps", text);
            Assert.Contains("config.json", text);
            Assert.Contains("models/        sft", text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(typeof(SftStep))]
    [InlineData(typeof(RewardModelStep))]
    [InlineData(typeof(PpoStep))]
    [InlineData(typeof(DpoStep))]
    [InlineData(typeof(GroupStep))]
    [InlineData(typeof(PairedComparison))]
    [InlineData(typeof(RunFolder))]
    public void A_notebook_finds_the_forms_by_the_names_of_the_convention(Type type)
    {
        var attribute = Assert.Single(type.GetCustomAttributes(false), one => one.GetType().Name == "TypeFormatterSourceAttribute");
        var source = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
        var formatters = (IEnumerable<object>)source.GetMethod("CreateTypeFormatters")!.Invoke(Activator.CreateInstance(source), null)!;

        Assert.Equal(["text/html", "text/plain"], formatters.Select(formatter => formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)));
        Assert.All(formatters, formatter => Assert.Equal(
            false, formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!.Invoke(formatter, [null, TextWriter.Null])));
    }
}
