using System.Reflection;

/// <summary>C# names of types, with the nullability and tuple names of the place where they stand.</summary>
internal static class Names
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<string, string> Keywords = new()
    {
        ["System.Void"] = "void", ["System.Boolean"] = "bool", ["System.Byte"] = "byte", ["System.SByte"] = "sbyte", ["System.Int16"] = "short",
        ["System.UInt16"] = "ushort", ["System.Int32"] = "int", ["System.UInt32"] = "uint", ["System.Int64"] = "long", ["System.UInt64"] = "ulong",
        ["System.Single"] = "float", ["System.Double"] = "double", ["System.Decimal"] = "decimal", ["System.Char"] = "char",
        ["System.String"] = "string", ["System.Object"] = "object", ["System.IntPtr"] = "nint", ["System.UIntPtr"] = "nuint",
    };

    internal static string Of(ParameterInfo p) => Of(p.ParameterType, Known(() => Nullability.Create(p)), TupleNames(p.GetCustomAttributesData()));

    internal static string Of(PropertyInfo p) => Of(p.PropertyType, Known(() => Nullability.Create(p)), TupleNames(p.GetCustomAttributesData()));

    internal static string Of(FieldInfo f) => Of(f.FieldType, Known(() => Nullability.Create(f)), TupleNames(f.GetCustomAttributesData()));

    internal static string Of(Type t) => Of(t, null, []);

    internal static string Constraints(MethodInfo m) => m.IsGenericMethod ? Constraints(m.GetGenericArguments()) : "";

    internal static string Constraints(Type t) =>
        t.IsGenericTypeDefinition ? Constraints(t.GetGenericArguments().Skip(t.DeclaringType?.GetGenericArguments().Length ?? 0)) : "";

    private static string Constraints(IEnumerable<Type> parameters) => string.Concat(parameters.Select(a =>
    {
        var c = new List<string>();
        var flags = a.GenericParameterAttributes;
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) c.Add("class");
        if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) c.Add(a.Has("System.Runtime.CompilerServices.IsUnmanagedAttribute") ? "unmanaged" : "struct");
        c.AddRange(a.GetGenericParameterConstraints().Where(t => t.FullName != "System.ValueType").Select(Of));
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) c.Add("new()");
        return c.Count > 0 ? $" where {a.Name} : {string.Join(", ", c)}" : "";
    }));

    // The runtime's reader of nullability fails on some generic bases; such a place is printed without marks.
    private static NullabilityInfo? Known(Func<NullabilityInfo> read)
    {
        try { return read(); }
        catch (IndexOutOfRangeException) { return null; }
    }

    private static Queue<string?> TupleNames(IList<CustomAttributeData> attributes) =>
        new(attributes.Where(a => a.AttributeType.FullName == "System.Runtime.CompilerServices.TupleElementNamesAttribute")
            .SelectMany(a => (IReadOnlyList<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!).Select(n => (string?)n.Value));

    private static string Of(Type t, NullabilityInfo? n, Queue<string?> tupleNames)
    {
        if (t.IsByRef) return Of(t.GetElementType()!, n, tupleNames);
        var mark = n is not null && !t.IsValueType && !t.IsGenericParameter && (n.ReadState == NullabilityState.Nullable || n.WriteState == NullabilityState.Nullable) ? "?" : "";
        if (t.IsGenericParameter) return t.Name;
        if (t.IsPointer) return Of(t.GetElementType()!) + "*";
        if (t.IsArray) return Of(t.GetElementType()!, n?.ElementType, tupleNames) + $"[{new string(',', t.GetArrayRank() - 1)}]" + mark;
        if (Keywords.TryGetValue(t.FullName ?? "", out var keyword)) return keyword + mark;
        if (t.NullableOf() is { } inner) return Of(inner, n?.GenericTypeArguments is [var one] ? one : n, tupleNames) + "?";
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
