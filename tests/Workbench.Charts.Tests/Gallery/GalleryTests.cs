namespace Workbench.Charts.Tests.Gallery;

public sealed class GalleryTests
{
    /// <summary>Set WORKBENCH_GALLERY to a file name to keep the page and look at it.</summary>
    [Fact]
    public void The_gallery_is_one_page_with_every_figure()
    {
        string page = GalleryPage.Build().ToString();

        Assert.Equal(11, page.Split("class=\"wb-figure\"").Length - 1);
        if (Environment.GetEnvironmentVariable("WORKBENCH_GALLERY") is { Length: > 0 } path)
        {
            GalleryPage.Build().Save(path);
        }
    }
}
