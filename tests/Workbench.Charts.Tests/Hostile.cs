namespace Workbench.Charts.Tests;

/// <summary>Texts that would do harm on a page that forgets to encode them. A script that runs sets window.hacked.</summary>
internal static class Hostile
{
    internal static IReadOnlyList<string> Texts { get; } =
    [
        "<script>window.hacked=1</script>",
        "</script><script>window.hacked=1</script>",
        "<!--<script>",
        "]]></script><img src=x onerror=\"window.hacked=1\">",
        "\"><svg onload=window.hacked=1>",
        "'onmouseover='window.hacked=1",
        "&lt;b&gt; &amp; &#x3c;",
        "<a href=\"javascript:window.hacked=1\">click</a>",
        "<img src=https://example.com/tracker.png>",
        "\u2028\u2029 line ends of JavaScript",
        "\u202ebackwards\u202c \u0627\u0644\u0633\u0644\u0627\u0645",
        "\0 and \u0007 and \ud800 alone",
        "%{x} $\\alpha$ {{template}} ${window.hacked=1}",
    ];

    internal static string All => string.Join(" ", Texts);
}
