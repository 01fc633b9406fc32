namespace Microsoft.DotNet.Interactive.Tests.Convention;

// A library of its own would declare these, knowing nothing of .NET Interactive.
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; }
}

[TypeFormatterSource(typeof(GaugeFormatterSource), PreferredMimeTypes = ["text/html"])]
internal sealed class Gauge;

internal sealed class GaugeFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() => [new GaugeFormatter()];
}

internal sealed class GaugeFormatter
{
    public string MimeType => "text/html";

    public bool Format(object instance, TextWriter writer)
    {
        writer.Write("<gauge/>");
        return true;
    }
}
