using Workbench.Hub;

namespace Workbench.Tests.Hub;

public sealed class ModelFolderTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly TemporaryFolder temporary = new();

    private HubSettings Settings => new(temporary.Folder);

    [Fact]
    public void A_folder_is_itself() => Assert.Equal(temporary.Folder, ModelFolder.Find(temporary.Folder, Settings));

    [Fact]
    public void A_cached_model_is_found_by_name_by_branch_and_by_commit()
    {
        var snapshot = Cache("main", "model.safetensors");
        Assert.Equal(snapshot, ModelFolder.Find("org/tiny", Settings));
        Assert.Equal(snapshot, ModelFolder.Find("org/tiny@main", Settings));
        Assert.Equal(snapshot, ModelFolder.Find($"org/tiny@{Commit}", Settings));
    }

    [Fact]
    public void Who_names_what_is_not_there_is_told_how_to_get_it()
    {
        var fault = Assert.Throws<WorkbenchException>(() => ModelFolder.Find("org/tiny", Settings));
        Assert.Contains("workbench pull org/tiny", fault.Message);
        Assert.Contains("no such folder", Assert.Throws<WorkbenchException>(() => ModelFolder.Find("./models/none", Settings)).Message);
    }

    [Fact]
    public void A_ref_that_is_no_commit_is_not_followed()
    {
        Cache("main", "model.safetensors");
        File.WriteAllText(temporary["models--org--tiny", "refs", "main"], "../../..");
        Assert.Throws<WorkbenchException>(() => ModelFolder.Find("org/tiny", Settings));
    }

    [Fact]
    public void A_snapshot_without_all_its_weights_does_not_count_as_cached()
    {
        Cache("main", "config.json");
        Assert.False(ModelFolder.IsCached("org/tiny", Settings));
        File.WriteAllText(Path.Combine(ModelFolder.Find("org/tiny", Settings), "model.safetensors.index.json"), """{"weight_map": {"a": "model-00001-of-00001.safetensors"}}""");
        Assert.False(ModelFolder.IsCached("org/tiny", Settings));
        Cache("main", "model-00001-of-00001.safetensors");
        Assert.True(ModelFolder.IsCached("org/tiny", Settings));
    }

    public void Dispose() => temporary.Dispose();

    private string Cache(string branch, string file)
    {
        var snapshot = temporary["models--org--tiny", "snapshots", Commit];
        Directory.CreateDirectory(snapshot);
        Directory.CreateDirectory(temporary["models--org--tiny", "refs"]);
        File.WriteAllText(temporary["models--org--tiny", "refs", branch], Commit);
        File.WriteAllText(Path.Combine(snapshot, file), "");
        return snapshot;
    }
}
