using Workbench.Experiments;

namespace Workbench.Tests.Experiments;

public sealed class RunFolderTests
{
    private sealed record Step(double Loss, double Kl);

    [Fact]
    public void A_folder_with_something_in_it_is_not_taken()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["x"], "");

        Assert.Contains("not empty", Assert.Throws<WorkbenchException>(() => RunFolder.Create(folder.Folder)).Message);
    }

    [Fact]
    public void A_folder_without_a_configuration_is_no_run()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("not a run folder", Assert.Throws<WorkbenchException>(() => RunFolder.Open(folder.Folder)).Message);
    }

    [Fact]
    public void Metrics_keep_stage_step_and_every_figure_not_finite_ones_included()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder["run"]);
        run.AppendMetrics("sft", 1, new Step(2.5, double.NaN));
        run.AppendMetrics("ppo", 1, new Step(0.5, 0.25));

        Assert.Equal(
            ["""{"stage":"sft","step":1,"loss":2.5,"kl":"NaN"}""", """{"stage":"ppo","step":1,"loss":0.5,"kl":0.25}"""],
            File.ReadAllLines(run.Path("metrics.jsonl")));
        Assert.Equal(0.25, (double)Assert.Single(run.Metrics("ppo"))["kl"]!);
    }

    [Fact]
    public void Rewinding_drops_later_steps_of_that_stage_and_a_torn_last_line()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder["run"]);
        run.AppendMetrics("sft", 9, new Step(1, 0));
        run.AppendMetrics("ppo", 1, new Step(1, 0));
        run.AppendMetrics("ppo", 2, new Step(1, 0));
        File.AppendAllText(run.Path("metrics.jsonl"), "{\"stage\":\"ppo\",\"st");

        run.Rewind("ppo", 1);

        Assert.Equal([("sft", 9), ("ppo", 1)], run.Metrics().Select(line => ((string)line["stage"]!, (int)line["step"]!)));
    }

    [Fact]
    public void Samples_come_back_as_they_were()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder["run"]);
        var sample = new RunSample("compare", 0, "ppo", "Hi \"there\"\n", "</script>", new Dictionary<string, double> { ["reward"] = -1.5 });
        run.AppendSamples([sample]);

        var read = Assert.Single(run.Samples());

        Assert.Equal((sample.Prompt, sample.Response, -1.5), (read.Prompt, read.Response, read.Scores["reward"]));
    }

    [Fact]
    public void A_broken_line_is_named_by_its_number()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder["run"]);
        File.WriteAllText(run.Path("metrics.jsonl"), "{}\nnonsense\n{}\n");

        Assert.Contains("line 2", Assert.Throws<WorkbenchException>(() => run.Metrics()).Message);
    }

    [Fact]
    public void A_folder_appears_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder["run"]);
        run.WriteFolder("checkpoints/1", path => File.WriteAllText(Path.Combine(path, "a"), "old"));

        Assert.Throws<WorkbenchException>(() => run.WriteFolder("checkpoints/1", path =>
        {
            File.WriteAllText(Path.Combine(path, "a"), "new");
            throw new IOException("No space left on device");
        }));

        Assert.Equal("old", File.ReadAllText(run.Path("checkpoints", "1", "a")));
        Assert.Single(Directory.GetFileSystemEntries(run.Path("checkpoints")));
    }
}
