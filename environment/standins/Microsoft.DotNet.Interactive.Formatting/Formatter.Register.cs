namespace Microsoft.DotNet.Interactive.Formatting;

public static partial class Formatter
{
    public static void Register(ITypeFormatter formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        ForgetChoices();
        Registered.Push(formatter);
    }

    public static void Register<T>(FormatDelegate<T> formatter, string mimeType = PlainTextFormatter.MimeType) =>
        Register(new DelegateFormatter<T>(formatter, mimeType));

    public static void Register(Type type, FormatDelegate<object> formatter, string mimeType = PlainTextFormatter.MimeType) =>
        Register(new DelegateFormatter<object>(formatter, mimeType, type));

    public static void Register(Type type, Action<object, TextWriter> formatter, string mimeType = PlainTextFormatter.MimeType) =>
        Register(new DelegateFormatter<object>(
            (value, context) =>
            {
                formatter(value, context.Writer);
                return true;
            },
            mimeType,
            type));

    public static void Register<T>(Action<T, TextWriter> formatter, string mimeType = PlainTextFormatter.MimeType) =>
        Register(new DelegateFormatter<object>(
            (value, context) =>
            {
                formatter((T)value, context.Writer);
                return true;
            },
            mimeType,
            typeof(T)));

    public static void Register<T>(Func<T, string> formatter, string mimeType = PlainTextFormatter.MimeType) =>
        Register(new DelegateFormatter<T>(
            (value, context) =>
            {
                context.Writer.Write(formatter(value));
                return true;
            },
            mimeType));

    public static IEnumerable<ITypeFormatter> RegisteredFormatters(bool includeDefaults = true) =>
        includeDefaults ? Registered.Concat(Defaults) : Registered;
}
