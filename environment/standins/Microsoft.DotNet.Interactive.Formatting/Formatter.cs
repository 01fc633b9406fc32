using System.Collections.Concurrent;
using System.Globalization;

namespace Microsoft.DotNet.Interactive.Formatting;

public static partial class Formatter
{
    private static readonly ConcurrentStack<ITypeFormatter> Registered = new();
    private static readonly ConcurrentStack<ITypeFormatter> Defaults = new();
    private static readonly ConcurrentStack<(Type Type, string[] MimeTypes)> PreferredMimeTypes = new();
    private static readonly ConcurrentDictionary<Type, bool> SearchedForSources = new();

    private static readonly ConcurrentDictionary<Type, IReadOnlyCollection<string>> ChosenMimeTypes = new();
    private static readonly ConcurrentDictionary<(Type Type, string MimeType), ITypeFormatter> ChosenFormatters = new();

    private static int _listExpansionLimit;
    private static int _recursionLimit;
    private static string _defaultMimeType;

    static Formatter() => ResetToDefault();

    public static int ListExpansionLimit
    {
        get => _listExpansionLimit;
        set => _listExpansionLimit = value >= 0 ? value : throw new ArgumentException($"{nameof(ListExpansionLimit)} must be at least 0.");
    }

    public static int RecursionLimit
    {
        get => _recursionLimit;
        set => _recursionLimit = value >= 0 ? value : throw new ArgumentException($"{nameof(RecursionLimit)} must be at least 0.");
    }

    public static string NullString { get; set; }

    public static string DefaultMimeType
    {
        get => _defaultMimeType;
        set => _defaultMimeType = value ?? throw new ArgumentNullException(nameof(value));
    }

    public static void ResetToDefault()
    {
        Registered.Clear();
        Defaults.Clear();
        PreferredMimeTypes.Clear();
        SearchedForSources.Clear();
        ForgetChoices();

        foreach (var formatter in HtmlFormatter.Defaults.Concat(JsonFormatter.Defaults)
                     .Concat(PlainTextSummaryFormatter.Defaults).Concat(PlainTextFormatter.Defaults))
        {
            Defaults.Push(formatter);
        }

        DefaultMimeType = HtmlFormatter.MimeType;
        ListExpansionLimit = 20;
        RecursionLimit = 6;
        NullString = "<null>";
    }

    public static void SetPreferredMimeTypesFor(Type type, params string[] preferredMimeTypes)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (preferredMimeTypes is null || preferredMimeTypes.All(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("Value cannot be null or whitespace.", nameof(preferredMimeTypes));
        }

        ForgetChoices();
        PreferredMimeTypes.Push((type, preferredMimeTypes.Distinct().ToArray()));
    }

    public static IReadOnlyCollection<string> GetPreferredMimeTypesFor(Type type) =>
        ChosenMimeTypes.GetOrAdd(type ?? typeof(object), ChooseMimeTypes);

    public static ITypeFormatter GetPreferredFormatterFor(Type actualType, string mimeType)
    {
        ArgumentNullException.ThrowIfNull(mimeType);
        return ChosenFormatters.GetOrAdd((actualType, mimeType), key => ChooseFormatter(key.Type, key.MimeType));
    }

    public static string ToDisplayString(this object obj, string mimeType = PlainTextFormatter.MimeType)
    {
        ArgumentNullException.ThrowIfNull(mimeType);
        return Write(context => obj.FormatTo(context, mimeType));
    }

    public static string ToDisplayString(this object obj, ITypeFormatter formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        return Write(context => formatter.Format(obj, context));
    }

    public static void Format(this ITypeFormatter formatter, object instance, TextWriter writer)
    {
        using var context = new FormatContext(writer);
        formatter.Format(instance, context);
    }

    public static void FormatTo<T>(this T obj, FormatContext context, string mimeType)
    {
        if (obj is null)
        {
            GetPreferredFormatterFor(typeof(T), mimeType).Format(null, context);
            return;
        }

        using var deeper = context.GoDeeper();
        if (context.AllowRecursion)
        {
            GetPreferredFormatterFor(obj.GetType(), mimeType).Format(obj, context);
        }
        else
        {
            PlainText.WriteItems(obj, context);
        }
    }

    private static string Write(Action<FormatContext> format)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        using (var context = new FormatContext(writer))
        {
            format(context);
        }

        return writer.ToString();
    }

    private static void ForgetChoices()
    {
        ChosenMimeTypes.Clear();
        ChosenFormatters.Clear();
    }

    private static IReadOnlyCollection<string> ChooseMimeTypes(Type type)
    {
        AddFormattersThatTheTypeNames(type);
        var chosen = MostSpecificFirst(PreferredMimeTypes.Where(preferred => preferred.Type.AppliesTo(type)), preferred => preferred.Type)
            .Select(preferred => preferred.MimeTypes).FirstOrDefault();
        return chosen ?? [type == typeof(string) ? PlainTextFormatter.MimeType : DefaultMimeType];
    }

    private static ITypeFormatter ChooseFormatter(Type type, string mimeType)
    {
        if (Compose(Registered) is { } registered)
        {
            return registered;
        }

        AddFormattersThatTheTypeNames(type);
        return Compose(Defaults) ?? throw new ArgumentException($"No formatter is registered for MIME type {mimeType}.");

        // A formatter that returns false hands over to the next one.
        ITypeFormatter Compose(IEnumerable<ITypeFormatter> formatters)
        {
            var candidates = MostSpecificFirst(
                formatters.Where(formatter => formatter.MimeType == mimeType && formatter.Type.AppliesTo(type)),
                formatter => formatter.Type);
            return candidates.Count switch
            {
                0 => null,
                1 => candidates[0],
                _ => new DelegateFormatter<object>(
                    (value, context) => candidates.Any(candidate => candidate.Format(value, context)), mimeType, candidates[0].Type),
            };
        }
    }

    // Among candidates of one type the one that was registered last wins; otherwise the more derived type does.
    private static List<T> MostSpecificFirst<T>(IEnumerable<T> candidates, Func<T, Type> typeOf)
    {
        var sorted = new List<T>();
        foreach (var candidate in candidates)
        {
            var type = typeOf(candidate);
            var index = sorted.FindIndex(other => typeOf(other).AppliesTo(type) && !type.AppliesTo(typeOf(other)));
            sorted.Insert(index < 0 ? sorted.Count : index, candidate);
        }

        return sorted;
    }
}
