using System.Xml.Linq;
using Workbench.Notebooks.Html;

namespace Workbench.Notebooks.Tests.Html;

public sealed class MathMlTests
{
    [Theory]
    [InlineData("x", "<mi>x</mi>")]
    [InlineData("3.25", "<mn>3.25</mn>")]
    [InlineData("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>")]
    [InlineData("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>")]
    [InlineData("\\pi_\\theta", "<msub><mi>π</mi><mi>θ</mi></msub>")]
    [InlineData("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>")]
    [InlineData("\\frac{a}{b}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>")]
    [InlineData("\\sum_{t=1}^T", "<munderover><mo>∑</mo><mrow><mi>t</mi><mo>=</mo><mn>1</mn></mrow><mi>T</mi></munderover>")]
    [InlineData("\\hat A", "<mover accent=\"true\"><mi>A</mi><mo>^</mo></mover>")]
    [InlineData("\\mathbb{E}", "<mi>𝔼</mi>")]
    [InlineData("\\text{KL of <x>}", "<mtext>KL of &lt;x&gt;</mtext>")]
    [InlineData("\\left( x \\right)", "<mo>(</mo><mi>x</mi><mo>)</mo>")]
    [InlineData("\\unheardof", "<mtext>\\unheardof</mtext>")]
    public void The_formulas_of_the_lessons_are_known(string latex, string expected)
    {
        Assert.Contains($"<mrow>{expected}</mrow><annotation", MathMl.ToHtml(latex, isBlock: false));
    }

    [Fact]
    public void Aligned_rows_are_a_table()
    {
        var html = MathMl.ToHtml("\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}", isBlock: true);
        Assert.StartsWith("<math display=\"block\">", html);
        Assert.Equal(2, html.Split("<mtr>").Length - 1);
        Assert.Equal(4, html.Split("<mtd>").Length - 1);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("\\")]
    [InlineData("\\frac")]
    [InlineData("\\frac{a")]
    [InlineData("x_")]
    [InlineData("^^__''")]
    [InlineData("\\left")]
    [InlineData("\\left\\")]
    [InlineData("\\text{a")]
    [InlineData("\\begin{aligned} a & b")]
    [InlineData("\\begin")]
    [InlineData("\\end{x}")]
    [InlineData("\\sqrt\\sqrt")]
    [InlineData("</annotation><script>alert(1)</script>")]
    public void A_formula_that_is_not_finished_is_still_well_formed(string latex)
    {
        XElement.Parse(MathMl.ToHtml(latex, isBlock: false));
    }

    [Fact]
    public void A_formula_nested_without_end_does_not_exhaust_the_stack()
    {
        XElement.Parse(MathMl.ToHtml(new string('{', 200_000), isBlock: false));
        XElement.Parse(MathMl.ToHtml(string.Concat(Enumerable.Repeat("\\frac", 50_000)), isBlock: false));
    }
}
