using Workbench.Experiments;

namespace Workbench.Tests.Experiments;

public sealed class ConfigJsonTests
{
    private sealed record Inner(double LearningRate = 1e-4, int Epochs = 4, bool Whiten = true, DayOfWeek Day = DayOfWeek.Monday);

    private sealed record Weighted(IReadOnlyList<RewardPart>? Rewards = null)
    {
        public IReadOnlyList<RewardPart> Rewards { get; init; } = Rewards ?? [];
    }

    private sealed record Outer(string Name = "quick", ulong Seed = 0, Inner? Ppo = null, double? Target = null)
    {
        public Inner Ppo { get; init; } = Ppo ?? new Inner();
    }

    [Fact]
    public void An_override_changes_one_value_and_nothing_else()
    {
        var changed = ConfigJson.Override(new Outer(), ["ppo.learningRate=0.5", "seed=18446744073709551615", "name=a=b", "target=null"]);

        Assert.Equal(new Outer("a=b", ulong.MaxValue, new Inner(0.5)), changed);
    }

    [Fact]
    public void Keys_may_be_written_in_any_case() =>
        Assert.Equal(7, ConfigJson.Override(new Outer(), ["PPO.Epochs=7"]).Ppo.Epochs);

    [Theory]
    [InlineData("ppo.learnngRate=1", "there is no option 'ppo.learnngRate'. Did you mean 'learningRate'?")]
    [InlineData("pppo.epochs=1", "Did you mean 'ppo'?")]
    [InlineData("ppo.epochs=many", "'ppo.epochs' has a value of the wrong type: \"many\"; expected a whole number.")]
    [InlineData("ppo.learningRate=fast", "expected a number")]
    [InlineData("target=fast", "expected a number, or null")]
    [InlineData("ppo.whiten=1", "expected true or false")]
    [InlineData("ppo.day=mondya", "expected one of sunday, monday, tuesday, wednesday, thursday, friday, saturday. Did you mean 'monday'?")]
    [InlineData("ppo.epochs=1.5", "'ppo.epochs' has a value of the wrong type: 1.5")]
    [InlineData("seed=-1", "'seed' has a value of the wrong type: -1")]
    [InlineData("name.x=1", "'name' is a single value")]
    [InlineData("=1", "expected key=value")]
    [InlineData("ppo", "expected key=value")]
    public void A_wrong_override_is_explained(string change, string message) =>
        Assert.Contains(message, Assert.Throws<WorkbenchException>(() => ConfigJson.Override(new Outer(), [change])).Message);

    [Fact]
    public void A_list_is_set_as_a_whole_and_then_item_by_item()
    {
        var changed = ConfigJson.Override(
            new Weighted(), ["rewards=[{\"shortest\":3,\"kind\":\"length\"},{\"kind\":\"repetition\"}]", "rewards.1.factor=4", "rewards.0.weight=0.5"]).Rewards;

        Assert.Equal([new LengthReward { Shortest = 3, Weight = 0.5 }, new RepetitionReward { Factor = 4 }], changed);
        Assert.Equal(changed, ConfigJson.Override(new Weighted(changed), []).Rewards);
    }

    [Theory]
    [InlineData("rewards=[{\"kind\":\"lenght\"}]", "'rewards.0'")]
    [InlineData("rewards=[{\"shortest\":3}]", "expected an object with \"kind\", one of model, classifier, length, repetition, phrases")]
    [InlineData("rewards=3", "expected a list [ ]")]
    [InlineData("rewards=[{\"kind\":\"length\",\"shortest\":\"x\"}]", "'rewards.0")]
    [InlineData("rewards.0.weight=1", "is a list of 0")]
    public void A_wrong_list_is_explained(string change, string message) =>
        Assert.Contains(message, Assert.Throws<WorkbenchException>(() => ConfigJson.Override(new Weighted(), [change])).Message);

    [Fact]
    public void A_file_changes_what_it_names_and_keeps_the_other_defaults()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["c.json"], """{ "ppo": { "epochs": 2 /* fewer */ }, "target": 6, }""");

        Assert.Equal(new Outer(Ppo: new Inner(Epochs: 2), Target: 6), ConfigJson.Read(folder["c.json"], new Outer()));
    }

    [Theory]
    [InlineData("[1]", "expected a JSON object with options, found array")]
    [InlineData("{ \"ppo\": { \"epoch\": 2 } }", "there is no option 'ppo.epoch'. Did you mean 'epochs'?")]
    [InlineData("{ \"ppo\": 3 }", "'ppo' has a value of the wrong type: 3")]
    [InlineData("{", "not JSON")]
    public void A_wrong_file_is_explained_by_file_and_key(string text, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["c.json"], text);

        var fault = Assert.Throws<WorkbenchException>(() => ConfigJson.Read(folder["c.json"], new Outer()));

        Assert.StartsWith(folder["c.json"], fault.Message);
        Assert.Contains(message, fault.Message);
    }

    [Fact]
    public void What_is_written_reads_back_equal()
    {
        using var folder = new TemporaryFolder();
        var config = new Outer("x", 3, new Inner(double.PositiveInfinity, 1, false));
        File.WriteAllText(folder["c.json"], ConfigJson.Write(config));

        Assert.Equal(config, ConfigJson.Read(folder["c.json"], new Outer()));
    }
}
