using Workbench.Cli.Options;
using Workbench.Experiments;
using Workbench.Training;

namespace Workbench.Cli.Tests;

public sealed class DefectKeysTests
{
    public static TheoryData<string> Names => new(KnownDefects.All.Select(defect => defect.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_typed_brings_the_defect_into_a_configuration(string name)
    {
        var defect = KnownDefects.All.Single(known => known.Name == name);
        var keys = DefectKeys.Of(defect);
        var clean = new PpoConfig { Rewards = [new LabelReward()] };
        if (defect.Switch is { } on)
        {
            Assert.Equal(ConfigJson.Write(on(clean.Ppo.Training)), ConfigJson.Write(ConfigJson.Override(clean, [.. keys]).Ppo.Training));
        }
        else
        {
            Assert.Equal(keys.Count == 0, ConfigJson.Write(clean) == ConfigJson.Write(ConfigJson.Override(clean, [.. keys])));
        }
    }

    [Fact]
    public void Every_defect_with_keys_of_its_own_is_known() =>
        Assert.Empty(DefectKeys.Elsewhere.Keys.Except(KnownDefects.All.Where(defect => defect.Switch is null).Select(defect => defect.Name)));

    [Fact]
    public async Task The_command_shows_them()
    {
        var (code, output, _) = await WorkbenchProcess.RunAsync("explain-defects");

        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("--set ppo.training.maskFirstToken=true", output);
        Assert.Contains("--set rewards.0.takeLargest=true", output);
    }
}
