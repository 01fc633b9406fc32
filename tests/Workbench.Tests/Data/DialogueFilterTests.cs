using Workbench.Data;

namespace Workbench.Tests.Data;

public sealed class DialogueFilterTests
{
    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void The_labs_bounds_are_kept(int characters, bool kept) =>
        Assert.Equal(kept, new DialogueFilter().Keeps(new("a", new string('x', characters), "s", "t")));

    [Fact]
    public void Characters_are_code_points() =>
        Assert.False(new DialogueFilter().Keeps(new("a", string.Concat(Enumerable.Repeat("🙂", 200)), "s", "t")));
}
