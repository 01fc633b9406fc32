using Workbench.Hub;

namespace Workbench.Tests.Hub;

public class HubReferenceTests
{
    [Theory]
    [InlineData("gpt2", "gpt2", "main")]
    [InlineData("google/flan-t5-base", "google/flan-t5-base", "main")]
    [InlineData("a", "a", "main")]
    [InlineData("org/name_1.0-x@v1.0", "org/name_1.0-x", "v1.0")]
    [InlineData("org/name@refs/convert/parquet", "org/name", "refs/convert/parquet")]
    public void Names_with_and_without_owner_and_revision_are_read(string text, string name, string revision)
    {
        var reference = HubReference.Parse(HubKind.Dataset, text);
        Assert.Equal((name, revision), (reference.Repository.Name, reference.Revision));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("/gpt2")]
    [InlineData("org/")]
    [InlineData("a/b/c")]
    [InlineData("..")]
    [InlineData("../gpt2")]
    [InlineData("a..b")]
    [InlineData("a--b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData(".a")]
    [InlineData("a.git")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("gpt2@")]
    [InlineData("gpt2@../x")]
    [InlineData("gpt2@/x")]
    [InlineData("gpt2@a b")]
    [InlineData("gpt2@a@b")]
    public void What_the_Hub_would_not_name_so_is_refused(string text) =>
        Assert.Throws<WorkbenchException>(() => HubReference.Parse(HubKind.Model, text));
}
