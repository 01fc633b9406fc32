using Workbench.Data.Public;
using Workbench.Hub;

namespace Workbench.Tests.Data.Public;

public sealed class DataLocationTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void A_name_on_the_hub_is_found_in_the_cache_with_a_folder_behind_it()
    {
        var settings = new HubSettings(temporary["cache"]);
        var commit = new string('a', 40);
        var snapshot = Path.Combine(temporary["cache"], "datasets--Anthropic--hh-rlhf", "snapshots", commit);
        Directory.CreateDirectory(Path.Combine(snapshot, "harmless-base"));
        Directory.CreateDirectory(Path.Combine(temporary["cache"], "datasets--Anthropic--hh-rlhf", "refs"));
        File.WriteAllText(Path.Combine(temporary["cache"], "datasets--Anthropic--hh-rlhf", "refs", "main"), commit);

        Assert.Equal(snapshot, DataLocation.Find("Anthropic/hh-rlhf", settings).TrimEnd('/'));
        Assert.Equal(Path.Combine(snapshot, "harmless-base"), DataLocation.Find("Anthropic/hh-rlhf/harmless-base", settings));
        Assert.Contains("it has harmless-base", Refused("Anthropic/hh-rlhf/harmles", settings));
        Assert.Contains("workbench pull --dataset knkarthick/dialogsum", Refused("knkarthick/dialogsum", settings));
    }

    [Theory]
    [InlineData("missing.csv")]
    [InlineData("folder/missing.csv")]
    public void What_is_not_there_is_said(string source) =>
        Assert.Contains("there is no such file or folder", Refused(source, new HubSettings(temporary["cache"])));

    [Fact]
    public void A_folder_without_tables_is_refused()
    {
        Directory.CreateDirectory(temporary["empty"]);
        Assert.Contains("holds no table", Assert.Throws<WorkbenchException>(() => DataLocation.Files(temporary["empty"])).Message);
    }

    private static string Refused(string source, HubSettings settings) =>
        Assert.Throws<WorkbenchException>(() => DataLocation.Find(source, settings)).Message;
}
