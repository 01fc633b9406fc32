using Workbench.Experiments;

namespace Workbench.Tests.Experiments;

public sealed class RunModelsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("models/ppo", "models/sft", "models/reward", "models/ppo", "models/ppo-critic", "models/ppo-no-kl")]
    [InlineData("models/sft", "models/sft", "models/reward", "checkpoints/ppo/10")]
    [InlineData("checkpoints/grpo/120", "checkpoints/grpo/20", "checkpoints/grpo/120")]
    [InlineData("checkpoints/grpo/best", "checkpoints/grpo/best", "checkpoints/grpo/120", "checkpoints/reward/4")]
    public void A_run_folder_means_the_model_that_it_has_come_to(string expected, params string[] made)
    {
        Run(made);

        Assert.Equal(Path.GetFullPath(folder["run", expected]), Path.GetFullPath(RunModels.Latest(folder["run"])));
    }

    [Fact]
    public void Any_other_folder_is_taken_as_it_is() => Assert.Equal(folder["model"], RunModels.Latest(folder["model"]));

    [Fact]
    public void A_run_without_a_language_model_says_so()
    {
        Run("models/reward", "checkpoints/reward/4");

        Assert.Contains("no language model yet", Assert.Throws<WorkbenchException>(() => RunModels.Latest(folder["run"])).Message);
    }

    private void Run(params string[] made)
    {
        foreach (var inside in made)
        {
            Directory.CreateDirectory(folder["run", inside]);
        }

        File.WriteAllText(folder["run", "config.json"], "{}");
        File.WriteAllText(folder["run", "environment.json"], "{}");
    }
}
