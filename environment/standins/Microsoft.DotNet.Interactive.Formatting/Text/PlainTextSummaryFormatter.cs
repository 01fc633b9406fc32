using System.Collections;

namespace Microsoft.DotNet.Interactive.Formatting;

public static class PlainTextSummaryFormatter
{
    public const string MimeType = "text/plain+summary";

    private const int LongestSummary = 300;

    public static ITypeFormatter GetPreferredFormatterFor(Type type) => Formatter.GetPreferredFormatterFor(type, MimeType);

    internal static IEnumerable<ITypeFormatter> Defaults =>
    [
        Summarize<object>((value, context) => context.Writer.Write(Truncate(value.ToString()))),
        Summarize<IEnumerable>((value, context) =>
        {
            context.RecursionDisabled = true;
            PlainText.WriteItems(value, context);
            context.RecursionDisabled = false;
        }),
        Summarize<string>((value, context) => context.Writer.Write(Truncate(value))),
        Summarize<Type>((value, context) => value.WriteName(context.Writer)),
    ];

    private static DelegateFormatter<T> Summarize<T>(Action<T, FormatContext> write) =>
        new(
            (value, context) =>
            {
                if (value is null)
                {
                    context.Writer.Write(Formatter.NullString);
                }
                else
                {
                    write(value, context);
                }

                return true;
            },
            MimeType);

    private static string Truncate(string text)
    {
        var oneLine = (text ?? "").Trim().Replace("\r", "\\r").Replace("\n", "\\n");
        return oneLine.Length > LongestSummary ? oneLine[..LongestSummary] + "..." : oneLine;
    }
}
