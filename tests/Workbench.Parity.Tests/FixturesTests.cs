namespace Workbench.Parity.Tests;

public sealed class FixturesTests
{
    [Fact]
    public void The_root_is_a_folder() => Assert.True(Directory.Exists(Fixtures.Root), Fixtures.Root);

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("\"NaN\"", double.NaN)]
    [InlineData("\"Infinity\"", double.PositiveInfinity)]
    [InlineData("\"-Infinity\"", double.NegativeInfinity)]
    [InlineData("\"1e-3\"", 0.001)]
    public void Numbers_that_JSON_lacks_are_read_from_strings(string json, double expected) =>
        Assert.Equal(expected, System.Text.Json.JsonDocument.Parse(json).RootElement.Number());

    [Fact]
    public void A_folder_that_a_set_lacks_gives_the_row_that_is_skipped() =>
        Assert.Equal(Fixtures.None, Assert.Single(Assert.Single((IEnumerable<object[]>)Fixtures.Folders("no such folder", "cases.json"))));
}
