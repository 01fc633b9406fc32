using Workbench.Experiments;

namespace Workbench.Tests.Experiments;

public sealed class RunClaimTests
{
    [Fact]
    public void A_run_is_one_processs_at_a_time()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder["run"]);
        using (RunClaim.Take(run))
        {
            Assert.Contains("another process is working on this run", Assert.Throws<WorkbenchException>(() => RunClaim.Take(run)).Message);
        }

        RunClaim.Take(run).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(run.Folder));
    }

    [Theory]
    [InlineData(true, "new")]
    [InlineData(false, "old")]
    public void A_folder_that_was_being_replaced_is_the_old_one_or_the_new_one(bool isThere, string expected)
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder["run"]);
        Write("checkpoints/ppo/best.replaced", "old");
        if (isThere)
        {
            Write("checkpoints/ppo/best", "new");
        }

        RunClaim.Take(run).Dispose();

        Assert.Equal(expected, File.ReadAllText(run.Path("checkpoints", "ppo", "best", "model")));
        Assert.Single(Directory.GetDirectories(run.Path("checkpoints", "ppo")));

        void Write(string name, string text)
        {
            Directory.CreateDirectory(run.Path(name));
            File.WriteAllText(run.Path(name, "model"), text);
        }
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_cleared_away()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder["run"]);
        Directory.CreateDirectory(run.Path("checkpoints", "sft", "20.17.tmp"));
        File.WriteAllText(run.Path("checkpoints", "sft", "20.17.tmp", "model.safetensors.17-x.tmp"), "half");
        File.WriteAllText(run.Path("results.json.17-x.tmp"), "half");
        File.WriteAllText(run.Path("results.json"), "whole");

        RunClaim.Take(run).Dispose();

        Assert.Equal([run.Path("results.json")], Directory.GetFiles(run.Folder, "*", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFileSystemEntries(run.Path("checkpoints", "sft")));
    }
}
