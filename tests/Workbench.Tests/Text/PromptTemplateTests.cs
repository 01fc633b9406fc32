using Workbench.Text;

namespace Workbench.Tests.Text;

public sealed class PromptTemplateTests
{
    [Fact]
    public void The_lab_template_wraps_the_dialogue() =>
        Assert.Equal("Summarize the following conversation.\n\nA: hi\nB: {hello}\n\nSummary: ", PromptTemplate.Summarize.Render("A: hi\nB: {hello}"));

    [Fact]
    public void Fields_are_named_once_in_order_and_doubled_braces_are_braces()
    {
        var template = new PromptTemplate("{{{a}}} {b} {a}");
        Assert.Equal(["a", "b"], template.Fields);
        Assert.Equal("{1} 2 1", template.Render(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2", ["c"] = "3" }));
    }

    [Theory]
    [InlineData("{a", "closing brace after position 0")]
    [InlineData("x {} y", "field name")]
    [InlineData("x } y", "position 2 closes nothing")]
    [InlineData("{a b}", "field name")]
    public void A_broken_template_is_refused_with_the_place(string template, string expected) =>
        Assert.Contains(expected, Assert.Throws<WorkbenchException>(() => new PromptTemplate(template)).Message);

    [Fact]
    public void A_missing_value_is_named() =>
        Assert.Equal(
            "prompt template: no value for \"b\"; found a",
            Assert.Throws<WorkbenchException>(() => new PromptTemplate("{a}{b}").Render(new Dictionary<string, string> { ["a"] = "1" })).Message);

    [Fact]
    public void One_value_needs_one_field() =>
        Assert.Contains("expected one field, found 2: a, b", Assert.Throws<WorkbenchException>(() => new PromptTemplate("{a}{b}").Render("x")).Message);
}
