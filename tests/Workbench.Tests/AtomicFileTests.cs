namespace Workbench.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench").FullName;

    [Fact]
    public void A_file_and_its_folder_are_created_and_nothing_else_is_left()
    {
        var path = Path.Combine(folder, "new", "file.txt");
        AtomicFile.Write(path, stream => stream.Write("text"u8));
        Assert.Equal("text", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file()
    {
        var path = Path.Combine(folder, "file.txt");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_folder_is_flushed_to_the_disk_or_left_alone()
    {
        FolderSync.Flush(folder);
        FolderSync.Flush(Path.Combine(folder, "missing"));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_named()
    {
        var file = Path.Combine(folder, "file.txt");
        File.WriteAllText(file, "");
        var fault = Assert.Throws<WorkbenchException>(() => AtomicFile.Write(Path.Combine(file, "below.txt"), _ => { }));
        Assert.Contains("below.txt", fault.Message);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
