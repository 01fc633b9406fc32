using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Workbench.Notebooks.Html;

/// <summary>Leaves out large scripts that the page has already, such as a chart library that several cells bring along.</summary>
internal sealed partial class ScriptOnce
{
    private const int Large = 50_000;

    private readonly HashSet<string> _seen = [];

    internal string Filter(string html) =>
        html.Length < Large
            ? html
            : ScriptElement().Replace(html, match => match.Length < Large || _seen.Add(Hash(match.Value)) ? match.Value : "");

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("<script[^>]*>.*?</script>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex ScriptElement();
}
