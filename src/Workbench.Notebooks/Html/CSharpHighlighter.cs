using System.Text;
using System.Web;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Workbench.Notebooks.Html;

/// <summary>Colours C# by its tokens.</summary>
internal static class CSharpHighlighter
{
    private static readonly CSharpParseOptions Options = new(kind: SourceCodeKind.Script);

    internal static string ToHtml(string code)
    {
        var html = new StringBuilder();
        foreach (var token in SyntaxFactory.ParseTokens(code, options: Options))
        {
            AppendAll(token.LeadingTrivia);
            Append(token.Text, KindOf(token));
            AppendAll(token.TrailingTrivia);
        }

        return html.ToString();

        void Append(string text, string? kind)
        {
            var encoded = HttpUtility.HtmlEncode(text);
            html.Append(kind is null || text.Length == 0 ? encoded : $"<span class=\"{kind}\">{encoded}</span>");
        }

        void AppendAll(SyntaxTriviaList list)
        {
            foreach (var trivia in list)
            {
                Append(trivia.ToFullString(), KindOf(trivia));
            }
        }
    }

    private static string? KindOf(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia => null,
        _ => trivia.IsDirective ? "kw" : "com",
    };

    private static string? KindOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => "num",
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringToken or
            SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken => "str",
        SyntaxKind.IdentifierToken => SyntaxFacts.GetContextualKeywordKind(token.ValueText) is
            SyntaxKind.VarKeyword or SyntaxKind.AwaitKeyword or SyntaxKind.AsyncKeyword or SyntaxKind.RecordKeyword or SyntaxKind.YieldKeyword or
            SyntaxKind.WithKeyword or SyntaxKind.WhenKeyword or SyntaxKind.InitKeyword or SyntaxKind.RequiredKeyword ? "kw" : null,
        _ => token.IsKeyword() ? "kw" : null,
    };
}
