using Workbench.Data;

namespace Workbench.Tests.Data;

public sealed class DataFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("workbench").FullName;

    [Fact]
    public void The_folder_is_found_from_below()
    {
        Directory.CreateDirectory(Path.Combine(root, "data", "support-conversations"));
        var deep = Directory.CreateDirectory(Path.Combine(root, "src", "deep")).FullName;
        Assert.Equal(Path.Combine(root, "data"), DataFolder.Find(null, "/", deep).Root);
    }

    [Fact]
    public void The_variable_goes_first()
    {
        var elsewhere = Path.Combine(root, "elsewhere");
        Directory.CreateDirectory(Path.Combine(elsewhere, "support-conversations"));
        Assert.Equal(elsewhere, DataFolder.Find(elsewhere, root).Root);
    }

    [Fact]
    public void A_variable_without_data_is_named()
    {
        var fault = Assert.Throws<WorkbenchException>(() => DataFolder.Find(root, root)).Message;
        Assert.Contains("WORKBENCH_DATA", fault);
        Assert.Contains(root, fault);
    }

    [Fact]
    public void Where_there_are_no_data_the_message_says_what_to_do()
    {
        var fault = Assert.Throws<WorkbenchException>(() => DataFolder.Find("", "/")).Message;
        Assert.Contains("WORKBENCH_DATA", fault);
        Assert.Contains("clone", fault);
    }

    [Fact]
    public void The_bundled_data_are_found_from_the_tests() => Assert.True(Directory.Exists(DataFolder.Find().SupportConversations));

    public void Dispose() => Directory.Delete(root, recursive: true);
}
