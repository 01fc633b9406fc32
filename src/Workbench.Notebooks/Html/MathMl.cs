using System.Security;

namespace Workbench.Notebooks.Html;

/// <summary>
/// The part of LaTeX's formulas that the lessons use, as MathML. What is not known stays as it is typed, so nothing gets lost.
/// </summary>
internal static class MathMl
{
    internal static string ToHtml(string latex, bool isBlock)
    {
        var display = isBlock ? " display=\"block\"" : "";
        var reader = new MathReader(latex);
        return $"<math{display}><semantics><mrow>{reader.ReadAll()}</mrow>" +
            $"<annotation encoding=\"application/x-tex\">{SecurityElement.Escape(latex.Trim())}</annotation></semantics></math>";
    }
}
