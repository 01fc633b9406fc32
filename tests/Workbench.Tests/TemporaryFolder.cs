namespace Workbench.Tests;

/// <summary>A folder that a test may fill; gone with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Folder = Directory.CreateTempSubdirectory("workbench-test-").FullName;

    public string Folder { get; }

    public string this[params string[] parts] => Path.Combine([Folder, .. parts]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
