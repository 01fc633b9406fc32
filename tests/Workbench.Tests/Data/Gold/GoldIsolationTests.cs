using Workbench.Data;

namespace Workbench.Tests.Data.Gold;

public sealed class GoldIsolationTests
{
    [Fact]
    public void Nothing_that_trains_mentions_the_gold_score()
    {
        var source = Path.Combine(Path.GetDirectoryName(DataFolder.Find().Root)!, "src", "Workbench");
        var offenders =
            from folder in new[] { "Rlhf", "Training", "Models", "Generation", "Checkpoints", "Text", "Rewards", "Data/SupportConversations" }
            let path = Path.Combine(source, folder)
            where Directory.Exists(path)
            from file in Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
            where File.ReadAllText(file).Contains("Data.Gold", StringComparison.Ordinal)
            select file;
        Assert.Empty(offenders);
    }
}
