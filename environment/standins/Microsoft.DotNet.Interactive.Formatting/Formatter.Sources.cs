using System.Collections;
using System.Reflection;

namespace Microsoft.DotNet.Interactive.Formatting;

public static partial class Formatter
{
    private const string AttributeName = nameof(TypeFormatterSourceAttribute);

    private static void AddFormattersThatTheTypeNames(Type type)
    {
        if (!SearchedForSources.TryAdd(type, true))
        {
            return;
        }

        var attributes = type.GetCustomAttributes<TypeFormatterSourceAttribute>().ToArray();
        foreach (var attribute in attributes)
        {
            if (Activator.CreateInstance(attribute.FormatterSourceType) is not ITypeFormatterSource source)
            {
                throw new InvalidOperationException($"The formatter source specified on '{type}' does not implement {nameof(ITypeFormatterSource)}");
            }

            foreach (var formatter in source.CreateTypeFormatters())
            {
                Defaults.Push(formatter);
            }

            PreferWhereGiven(type, attribute.PreferredMimeTypes);
        }

        if (attributes.Length == 0)
        {
            AddFormattersByConvention(type);
        }
    }

    // A library that does not reference this package declares an attribute of the same name, and formatters of the same shape.
    private static void AddFormattersByConvention(Type type)
    {
        foreach (var attribute in type.GetCustomAttributes(true).Where(attribute => attribute.GetType().Name == AttributeName))
        {
            if (Property<Type>(attribute, nameof(TypeFormatterSourceAttribute.FormatterSourceType)) is { } sourceType &&
                sourceType.GetMethod(nameof(ITypeFormatterSource.CreateTypeFormatters))
                    .Invoke(Activator.CreateInstance(sourceType), null) is IEnumerable formatters)
            {
                foreach (var formatter in formatters)
                {
                    AddFormatterByConvention(type, formatter);
                }
            }

            PreferWhereGiven(type, Property<string[]>(attribute, nameof(TypeFormatterSourceAttribute.PreferredMimeTypes)));
        }
    }

    private static void AddFormatterByConvention(Type type, object formatter)
    {
        if (Property<string>(formatter, nameof(ITypeFormatter.MimeType)) is not { } mimeType)
        {
            return;
        }

        var format = formatter.GetType().GetMethod(nameof(ITypeFormatter.Format)).CreateDelegate<Func<object, TextWriter, bool>>(formatter);
        Defaults.Push(new DelegateFormatter<object>(
            (value, context) => format(value, context.Writer),
            mimeType,
            Property<Type>(formatter, nameof(ITypeFormatter.Type)) ?? type));
    }

    private static void PreferWhereGiven(Type type, string[] mimeTypes)
    {
        if (mimeTypes is not null)
        {
            SetPreferredMimeTypesFor(type, mimeTypes);
        }
    }

    private static T Property<T>(object instance, string name) where T : class =>
        instance.GetType().GetProperty(name)?.GetValue(instance) as T;
}
