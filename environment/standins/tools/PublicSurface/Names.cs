using System.Reflection;
using System.Runtime.CompilerServices;

/// <summary>C# names of types, with the nullability and tuple names of the place where they stand.</summary>
internal static class Names
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal", [typeof(char)] = "char",
        [typeof(string)] = "string", [typeof(object)] = "object", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint",
    };

    internal static string Of(ParameterInfo p) => Of(p.ParameterType, Known(() => Nullability.Create(p)), TupleNames(p));

    internal static string Of(PropertyInfo p) => Of(p.PropertyType, Known(() => Nullability.Create(p)), TupleNames(p));

    internal static string Of(FieldInfo f) => Of(f.FieldType, Known(() => Nullability.Create(f)), TupleNames(f));

    internal static string Of(Type t) => Of(t, null, []);

    internal static string Constraints(MethodInfo m) => m.IsGenericMethod ? Constraints(m.GetGenericArguments()) : "";

    internal static string Constraints(Type t) =>
        t.IsGenericTypeDefinition ? Constraints(t.GetGenericArguments().Skip(t.DeclaringType?.GetGenericArguments().Length ?? 0)) : "";

    private static string Constraints(IEnumerable<Type> parameters) => string.Concat(parameters.Select(a =>
    {
        var c = new List<string>();
        var flags = a.GenericParameterAttributes;
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) c.Add("class");
        if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) c.Add(a.IsDefined(typeof(IsUnmanagedAttribute)) ? "unmanaged" : "struct");
        c.AddRange(a.GetGenericParameterConstraints().Where(t => t != typeof(ValueType)).Select(Of));
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) c.Add("new()");
        return c.Count > 0 ? $" where {a.Name} : {string.Join(", ", c)}" : "";
    }));

    // The runtime's reader of nullability fails on some generic bases; such a place is printed without marks.
    private static NullabilityInfo? Known(Func<NullabilityInfo> read)
    {
        try { return read(); }
        catch (IndexOutOfRangeException) { return null; }
    }

    private static Queue<string?> TupleNames(ICustomAttributeProvider place) =>
        new(place.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).OfType<TupleElementNamesAttribute>().SelectMany(a => a.TransformNames));

    private static string Of(Type t, NullabilityInfo? n, Queue<string?> tupleNames)
    {
        if (t.IsByRef) return Of(t.GetElementType()!, n, tupleNames);
        var mark = n is not null && !t.IsValueType && !t.IsGenericParameter && (n.ReadState == NullabilityState.Nullable || n.WriteState == NullabilityState.Nullable) ? "?" : "";
        if (t.IsGenericParameter) return t.Name;
        if (t.IsPointer) return Of(t.GetElementType()!) + "*";
        if (t.IsArray) return Of(t.GetElementType()!, n?.ElementType, tupleNames) + $"[{new string(',', t.GetArrayRank() - 1)}]" + mark;
        if (Keywords.TryGetValue(t, out var keyword)) return keyword + mark;
        if (Nullable.GetUnderlyingType(t) is { } inner) return Of(inner, n?.GenericTypeArguments is [var one] ? one : n, tupleNames) + "?";
        var own = t.GetGenericArguments();
        if (t.IsGenericType && t.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true && own.Length < 8)
        {
            var names = own.Select(_ => tupleNames.Count > 0 ? tupleNames.Dequeue() : null).ToArray();
            return "(" + string.Join(", ", own.Select((a, i) => Of(a, Argument(n, i), tupleNames) + (names[i] is { } name ? " " + name : ""))) + ")";
        }
        var prefix = t.IsNested ? OuterName(t) + "." : t.Namespace is { Length: > 0 } space && !space.StartsWith("System", StringComparison.Ordinal) ? space + "." : "";
        var simple = t.Name.Split('`')[0];
        var skip = t.DeclaringType?.GetGenericArguments().Length ?? 0;
        if (own.Length > skip)
            simple += "<" + string.Join(", ", own.Skip(skip).Select((a, i) => Of(a, Argument(n, i + skip), tupleNames))) + ">";
        return prefix + simple + mark;
    }

    private static string OuterName(Type t)
    {
        var outer = t.DeclaringType!;
        var parameters = outer.GetGenericArguments();
        return outer.IsGenericTypeDefinition && t.IsGenericType
            ? Of(outer.MakeGenericType(t.GetGenericArguments().Take(parameters.Length).ToArray()))
            : Of(outer);
    }

    private static NullabilityInfo? Argument(NullabilityInfo? n, int i) => n?.GenericTypeArguments.Length > i ? n.GenericTypeArguments[i] : null;
}
