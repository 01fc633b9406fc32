using System.Reflection;

/// <summary>Questions about types that are only described, never loaded: their attributes are known by name alone.</summary>
internal static class Metadata
{
    internal static bool Has(this MemberInfo member, string attribute) => member.GetCustomAttributesData().Any(a => a.AttributeType.FullName == attribute);

    internal static bool Has(this ParameterInfo parameter, string attribute) => parameter.GetCustomAttributesData().Any(a => a.AttributeType.FullName == attribute);

    /// <summary>T of Nullable&lt;T&gt;, or null.</summary>
    internal static Type? NullableOf(this Type t) =>
        t is { IsGenericType: true, IsGenericTypeDefinition: false } && t.GetGenericTypeDefinition().FullName == "System.Nullable`1" ? t.GetGenericArguments()[0] : null;
}
