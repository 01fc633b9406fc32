using System.Collections;
using System.Diagnostics;
using System.Reflection;

namespace Microsoft.DotNet.Interactive.Formatting;

internal static class TypeShape
{
    /// <summary>Whether a formatter for the first type, which may be an open generic one, can format values of the second.</summary>
    internal static bool AppliesTo(this Type type, Type actual)
    {
        if (!type.IsGenericTypeDefinition)
        {
            return type.IsAssignableFrom(actual);
        }

        return Ancestry(actual).Any(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == type);

        static IEnumerable<Type> Ancestry(Type start)
        {
            for (var current = start; current is not null; current = current.BaseType)
            {
                yield return current;
            }

            foreach (var contract in start.GetInterfaces())
            {
                yield return contract;
            }
        }
    }

    internal static bool IsScalar(this Type type) =>
        type.IsPrimitive ||
        type == typeof(string) || type == typeof(decimal) || type == typeof(Guid) ||
        type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(TimeSpan) ||
        (Nullable.GetUnderlyingType(type)?.IsScalar() ?? false);

    internal static bool IsTuple(this Type type) =>
        type.IsGenericType && type.Namespace == "System" && (type.Name.StartsWith("Tuple`") || type.Name.StartsWith("ValueTuple`"));

    internal static bool IsList(this Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    internal static Type ItemType(this Type type) =>
        type.IsArray
            ? type.GetElementType()
            : type.GetInterfaces().Prepend(type)
                .FirstOrDefault(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                ?.GenericTypeArguments[0];

    /// <summary>Whether a list shows its own properties beside its items: a collection, a dictionary and a LINQ sequence do not.</summary>
    internal static bool ShowsPropertiesBesideItems(this Type type) =>
        !type.IsArray &&
        !type.IsNestedPrivate &&
        !typeof(ICollection).IsAssignableFrom(type) &&
        !type.GetInterfaces().Any(contract => contract.IsGenericType &&
            (contract.GetGenericTypeDefinition() == typeof(IOrderedEnumerable<>) || contract.GetGenericTypeDefinition() == typeof(IDictionary<,>)));

    internal static IReadOnlyList<(string Name, Func<object, object> Get)> Members(this Type type) =>
        type.GetMembers(BindingFlags.Instance | BindingFlags.Public)
            .Where(member => !member.Name.Contains('<') && IsShown(member))
            .Select(member => (member.Name, Getter(member)))
            .ToArray();

    internal static void WriteName(this Type type, TextWriter writer, bool withoutNamespace = false)
    {
        var name = withoutNamespace ? type.Name : type.FullName ?? type.Name;
        var tick = name.IndexOf('`');
        if (tick < 0)
        {
            writer.Write(name);
            return;
        }

        writer.Write(name[..tick]);
        writer.Write('<');
        var arguments = type.GetGenericArguments();
        for (var i = 0; i < arguments.Length; i++)
        {
            writer.Write(i == 0 ? "" : ",");
            arguments[i].WriteName(writer, withoutNamespace);
        }

        writer.Write(type.IsArray ? ">[]" : ">");
    }

    private static bool IsShown(MemberInfo member) => member switch
    {
        FieldInfo => true,
        PropertyInfo property => property.CanRead &&
            property.GetIndexParameters().Length == 0 &&
            property.GetCustomAttribute<DebuggerBrowsableAttribute>() is not { State: DebuggerBrowsableState.Never },
        _ => false,
    };

    // A getter that throws shows its exception in the value's place.
    private static Func<object, object> Getter(MemberInfo member) => instance =>
    {
        try
        {
            return member is PropertyInfo property ? property.GetValue(instance) : ((FieldInfo)member).GetValue(instance);
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            return instance.ToString();
        }
    };
}
