using Workbench.Text;

namespace Workbench.Tests.Text;

public sealed class SpaceCleaningTests
{
    [Theory]
    [InlineData("Hello , world ! It 's fine .", "Hello, world! It's fine.")]
    [InlineData("I do n't ' care ' ?", "I don't'care '?")]
    [InlineData("x  .", "x .")]
    public void Spaces_before_signs_and_contractions_go(string text, string expected) => Assert.Equal(expected, SpaceCleaning.Clean(text));
}
