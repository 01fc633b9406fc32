using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Workbench.Charts.Tests.Gallery;

namespace Workbench.Charts.Tests;

public sealed partial class HtmlPageTests
{
    private const string PlotlyMark = "plotly.js v2.28.0";

    [Fact]
    public void A_page_with_many_figures_holds_plotly_once()
    {
        string page = GalleryPage.Build().ToString();

        Assert.Equal(1, Count(page, PlotlyMark));
        Assert.True(Count(page, "class=\"wb-data\"") > 5);
    }

    [Fact]
    public void A_page_without_figures_does_without_plotly()
    {
        string page = new HtmlPage("Words").Paragraph("only").Add(GalleryViews.Table()).ToString();

        Assert.DoesNotContain(PlotlyMark, page);
        Assert.DoesNotContain("<script", page);
    }

    [Fact]
    public void Figures_in_pairs_and_folds_bring_plotly_too()
    {
        Assert.Contains(PlotlyMark, new HtmlPage("Pair").AddPair(GalleryViews.Table(), GalleryViews.Kl()).ToString());
        Assert.Contains(PlotlyMark, new HtmlPage("Fold").AddFolded("more", GalleryViews.Kl()).ToString());
    }

    [Fact]
    public void A_page_loads_nothing_from_anywhere()
    {
        string page = Scripts().Replace(GalleryPage.Build().ToString(), "");

        foreach (Match tag in Tags().Matches(page))
        {
            foreach (Match address in Addresses().Matches(tag.Value))
            {
                Assert.StartsWith("#", address.Groups[1].Value);
            }
        }

        Assert.DoesNotMatch("(?i)<(link|iframe|object|embed|img|base)[\\s>]", page);
        string styles = string.Concat(Styles().Matches(page).Select(match => match.Value));
        Assert.NotEmpty(styles);
        Assert.DoesNotMatch("(?i)@import|url\\(", styles);
    }

    [Fact]
    public void The_policy_names_exactly_the_two_scripts_that_run()
    {
        string page = GalleryPage.Build().ToString();
        var run = Scripts().Matches(page).Where(script => !script.Value.StartsWith("<script type=\"application/json\"", StringComparison.Ordinal)).ToArray();
        var hashes = run.Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups[1].Value)))}'").ToArray();
        string policy = Policy().Match(page).Groups[1].Value;

        Assert.Equal(2, run.Length);
        Assert.Contains($"script-src {string.Join(' ', hashes)};", policy.Replace("&#39;", "'", StringComparison.Ordinal));
        Assert.StartsWith("default-src", policy);
        Assert.DoesNotContain("unsafe-eval", policy);
        Assert.DoesNotContain("http", policy);
    }

    [Fact]
    public void Every_text_of_a_page_is_encoded()
    {
        foreach (string text in Hostile.Texts)
        {
            string page = new HtmlPage(text, text).Heading(text).Heading(text).Heading(text).Subheading(text).Paragraph(text).List([text]).AddFolded(text).ToString();
            string encoded = Html.Text(text).ToString();

            Assert.Equal(2 + 1 + 6 + 1 + 1 + 1 + 1, Count(page, $">{encoded}<"));
            if (encoded != text)
            {
                Assert.DoesNotContain($">{text}<", page);
            }
        }
    }

    [Fact]
    public void Three_sections_make_a_list_of_contents_with_links_that_lead_somewhere()
    {
        string two = new HtmlPage("Two").Heading("a").Heading("b").ToString();
        string three = new HtmlPage("Three").Heading("a").Heading("b").Heading("c").ToString();

        Assert.DoesNotContain("<nav", two);
        for (int section = 1; section <= 3; section++)
        {
            Assert.Contains($"href=\"#section-{section}\"", three);
            Assert.Contains($"<h2 id=\"section-{section}\"", three);
        }
    }

    [Fact]
    public void Saving_replaces_the_file_and_leaves_no_part_behind()
    {
        string folder = Directory.CreateTempSubdirectory("workbench-page").FullName;
        string path = Path.Combine(folder, "page.html");
        File.WriteAllText(path, "old");

        new HtmlPage("New").Paragraph("content").Save(path);

        Assert.Contains("content", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_page_is_made_for_phones_and_follows_light_and_dark()
    {
        string page = new HtmlPage("Phone").ToString();

        Assert.Contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", page);
        Assert.Contains("prefers-color-scheme: dark", page);
        Assert.Contains("<html lang=\"en\">", page);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("<script[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Styles();

    [GeneratedRegex("<[a-z][^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex("(?:src|href|action|srcset|data|poster)=\"([^\"]*)\"")]
    private static partial Regex Addresses();

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();
}
