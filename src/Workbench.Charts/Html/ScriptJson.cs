using System.Text;

namespace Workbench.Charts;

/// <summary>JSON that stands inside a script element.</summary>
internal static class ScriptJson
{
    /// <summary>
    /// Replaces the characters that could end the element, open a comment in it or break a line of JavaScript. In JSON they occur inside
    /// strings only, where the escapes mean the same characters. Halves of surrogate pairs, which no encoding can write, become U+FFFD.
    /// </summary>
    internal static string Escape(string json) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(json))
        .Replace("<", "\\u003c", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal)
        .Replace("\u2028", "\\u2028", StringComparison.Ordinal)
        .Replace("\u2029", "\\u2029", StringComparison.Ordinal);
}
