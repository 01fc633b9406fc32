using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Tests;

// Formatters are one per process, as in the real package, so these tests run one after another.
[Collection(nameof(FormatterTests))]
public sealed class FormatterTests : IDisposable
{
    public void Dispose() => Formatter.ResetToDefault();

    [Theory]
    [InlineData(1.5, "1.5")]
    [InlineData("text", "text")]
    [InlineData(true, "True")]
    [InlineData(null, "<null>")]
    [InlineData(new[] { 1, 2, 3 }, "[ 1, 2, 3 ]")]
    public void Plain_values_are_written_as_they_are(object value, string expected)
    {
        Assert.Equal(expected, value.ToDisplayString());
    }

    [Fact]
    public void Long_lists_are_cut()
    {
        Assert.EndsWith("18, 19 ... (980 more) ]", Enumerable.Range(0, 1000).ToArray().ToDisplayString());
        Assert.EndsWith(", 19 ... (more) ]", Endless().ToDisplayString());

        static IEnumerable<int> Endless()
        {
            for (var i = 0; ; i++)
            {
                yield return i;
            }
        }
    }

    [Fact]
    public void An_object_is_written_member_by_member()
    {
        Assert.Equal($"Pair{Environment.NewLine}      Name: a{Environment.NewLine}      Count: 2", new Pair("a", 2).ToDisplayString());
        Assert.Equal("( 1, 2 )", (1, 2).ToDisplayString());
    }

    [Fact]
    public void A_list_of_objects_is_a_table_in_html_and_its_text_is_encoded()
    {
        var html = new[] { new Pair("<a>", 1) }.ToDisplayString("text/html");
        Assert.StartsWith("<table><thead><tr><th><i>index</i></th><th>value</th></tr></thead><tbody><tr><td>0</td><td><details", html);
        Assert.Contains("&lt;a&gt;", html);
        Assert.DoesNotContain("<a>", html);
        Assert.EndsWith("</style>", html);
    }

    [Fact]
    public void A_dictionary_shows_its_keys_and_an_empty_list_says_so()
    {
        Assert.Contains("<th><i>key</i></th>", new Dictionary<string, int> { ["k"] = 1 }.ToDisplayString("text/html"));
        Assert.StartsWith("<i>(empty)</i>", Array.Empty<Pair>().ToDisplayString("text/html"));
    }

    [Fact]
    public void Json_is_json()
    {
        Assert.Equal("{\"Name\":\"ä\",\"Count\":2}", new Pair("ä", 2).ToDisplayString("application/json"));
    }

    [Fact]
    public void Objects_prefer_html_and_strings_plain_text()
    {
        Assert.Equal(["text/html"], Formatter.GetPreferredMimeTypesFor(typeof(Pair)));
        Assert.Equal(["text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(string)));
    }

    [Fact]
    public void The_last_registered_formatter_of_the_most_derived_type_wins()
    {
        Formatter.Register<object>(_ => "object", "text/html");
        Formatter.Register<Pair>(pair => $"<b>{pair.Name}</b>", "text/html");
        Formatter.Register<object>(_ => "again", "text/html");
        Assert.Equal("<b>x</b>", new Pair("x", 1).ToDisplayString("text/html"));
        Assert.Equal("again", 1.ToDisplayString("text/html"));
        Formatter.Register<Pair>((_, writer) => writer.Write("newer"), "text/html");
        Assert.Equal("newer", new Pair("x", 1).ToDisplayString("text/html"));
    }

    [Fact]
    public void A_formatter_that_returns_false_leaves_the_value_to_the_next()
    {
        Formatter.Register<Pair>((pair, context) => pair.Count > 1 && Write(context, "many"), "text/html");
        Assert.Equal("many", new Pair("x", 2).ToDisplayString("text/html"));
        Formatter.Register<Pair>((_, _) => false, "text/html");
        Assert.Equal("many", new Pair("x", 2).ToDisplayString("text/html"));

        static bool Write(FormatContext context, string text)
        {
            context.Writer.Write(text);
            return true;
        }
    }

    [Fact]
    public void An_open_generic_type_has_a_formatter_for_all_of_its_kind()
    {
        Formatter.Register(typeof(Box<>), (_, writer) => writer.Write("box"), "text/html");
        Assert.Equal("box", new Box<int>().ToDisplayString("text/html"));
    }

    [Fact]
    public void Registering_says_nothing_of_mime_types_and_means_plain_text()
    {
        Formatter.Register<Pair>(_ => "mine");
        Assert.Equal("mine", new Pair("x", 1).ToDisplayString());
        Assert.NotEqual("mine", new Pair("x", 1).ToDisplayString("text/html"));
    }

    [Fact]
    public void An_unknown_mime_type_is_refused()
    {
        Assert.Throws<ArgumentException>(() => 1.ToDisplayString("text/unheard-of"));
    }

    [Fact]
    public void A_type_names_its_formatters_by_the_attribute_of_this_package()
    {
        Assert.Equal(["text/html", "text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(Own)));
        Assert.Equal("<own/>", new Own().ToDisplayString("text/html"));
    }

    [Fact]
    public void A_type_names_its_formatters_by_an_attribute_of_the_same_name_without_this_package()
    {
        var value = new Convention.Gauge();
        Assert.Equal(["text/html"], Formatter.GetPreferredMimeTypesFor(typeof(Convention.Gauge)));
        Assert.Equal("<gauge/>", value.ToDisplayString("text/html"));
        Formatter.ResetToDefault();
        Assert.Equal("<gauge/>", value.ToDisplayString("text/html"));
    }

    [Fact]
    public void What_is_displayed_outside_a_kernel_is_told_to_who_listens()
    {
        DisplayedValue seen = null;
        using (Formatter.SubscribeToDisplayedValues(value => seen = value))
        {
            new Pair("p", 1).Display("text/plain");
        }

        Assert.Equal("text/plain", seen.FormattedValues.Single().MimeType);
    }

    private sealed record Pair(string Name, int Count);

    private sealed class Box<T>;

    [TypeFormatterSource(typeof(OwnSource), PreferredMimeTypes = ["text/html", "text/plain"])]
    private sealed class Own;

    private sealed class OwnSource : ITypeFormatterSource
    {
        public IEnumerable<ITypeFormatter> CreateTypeFormatters() => [new HtmlFormatter<Own>(_ => "<own/>")];
    }
}
