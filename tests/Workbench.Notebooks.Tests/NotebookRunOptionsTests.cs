namespace Workbench.Notebooks.Tests;

public sealed class NotebookRunOptionsTests
{
    [Fact]
    public void A_timeout_of_nothing_is_refused()
    {
        Assert.Contains("CellTimeout", Assert.Throws<WorkbenchException>(() => new NotebookRunOptions { CellTimeout = TimeSpan.Zero }.Validate()).Message);
    }

    [Fact]
    public void An_output_folder_needs_a_name()
    {
        Assert.Contains("OutputFolder", Assert.Throws<WorkbenchException>(() => new NotebookRunOptions { OutputFolder = " " }.Validate()).Message);
    }
}
