using Workbench.Data;
using Workbench.Experiments;

namespace Workbench.Tests.Experiments;

public sealed class QuickConfigTests
{
    [Fact]
    public void The_defaults_are_valid_and_report_on_the_test_split()
    {
        new QuickConfig().Validate();
        Assert.Equal(DataSplit.Test, new QuickConfig().EvaluateOn);
    }

    [Theory]
    [InlineData("threads=0", "threads is 0")]
    [InlineData("promptTokens=0", "promptTokens is 0")]
    [InlineData("evaluateOn=train", "evaluateOn is train")]
    [InlineData("sft.examples=0", "sft.examples is 0")]
    [InlineData("sft.checkpointEvery=0", "sft.checkpointEvery is 0")]
    [InlineData("pairs.count=-1", "pairs.count is -1")]
    [InlineData("pairs.sftShare=1.5", "pairs.sftShare is 1.5")]
    [InlineData("pairs.offTopicShare=\"NaN\"", "pairs.offTopicShare is NaN")]
    [InlineData("reward.scaleSamples=1", "reward.scaleSamples is 1")]
    [InlineData("sft.training.epochs=0", "The option sft.training.epochs is 0;")]
    [InlineData("sft.training.optimizer.learningRate=NaN", "The option sft.training.optimizer.learningRate is NaN;")]
    [InlineData("reward.training.headLearningRate=-1", "The option reward.training.headLearningRate is -1;")]
    [InlineData("ppo.training.iterations=0", "The option ppo.training.iterations is 0;")]
    [InlineData("ppo.training.kl.coefficient=-1", "The option ppo.training.kl.coefficient is -1;")]
    [InlineData("ppo.lora={\"rank\":0}", "The option ppo.lora.rank is 0;")]
    [InlineData("ppo.evaluateEvery=0", "ppo.evaluateEvery is 0")]
    [InlineData("ppo.evaluationPrompts=0", "ppo.evaluationPrompts is 0")]
    [InlineData("hacking.iterations=-1", "hacking.iterations is -1")]
    [InlineData("hacking.klCoefficient=-0.1", "hacking.klCoefficient is -0.1")]
    [InlineData("compare.prompts=1", "compare.prompts is 1")]
    [InlineData("compare.resamples=99", "compare.resamples is 99")]
    public void A_value_outside_its_range_is_named(string change, string message) =>
        Assert.Contains(message, Assert.Throws<WorkbenchException>(() => ConfigJson.Override(new QuickConfig(), [change]).Validate()).Message);

    [Fact]
    public void The_side_run_differs_in_penalty_and_length_only()
    {
        var config = new QuickConfig();

        var hacking = config.Hacking.Apply(config.Ppo);

        Assert.Equal(0, hacking.Training.Kl.Coefficient);
        Assert.Equal(config.Ppo.Training with { Iterations = hacking.Training.Iterations, Kl = hacking.Training.Kl }, hacking.Training);
    }

    [Fact]
    public void The_configuration_survives_the_way_through_json()
    {
        using var folder = new TemporaryFolder();
        var config = new QuickConfig { Seed = 7, Threads = 2, EvaluateOn = DataSplit.Validation };
        File.WriteAllText(folder["c.json"], ConfigJson.Write(config));

        Assert.Equal(ConfigJson.Write(config), ConfigJson.Write(ConfigJson.Read(folder["c.json"], new QuickConfig())));
    }
}
