using System.Globalization;
using System.Reflection;

/// <summary>Writes types and their public and protected members as C# would declare them.</summary>
internal static class Surface
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    internal static IEnumerable<string> Describe(Type t)
    {
        var where = Names.Of(t);
        yield return $"{where} :: {Header(t)}";
        if (t.IsEnum)
        {
            foreach (var f in t.GetFields(BindingFlags.Public | BindingFlags.Static))
                yield return $"{where} :: {f.Name} = {Convert.ToInt64(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}";
            yield break;
        }
        if (IsDelegate(t)) yield break;
        foreach (var c in t.GetConstructors(All).Where(c => Visible(c) && !c.IsStatic))
            yield return $"{where} :: {Warning(c)}{Access(c)} {t.Name.Split('`')[0]}({Parameters(c)})";
        foreach (var f in t.GetFields(All).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly))
            yield return $"{where} :: {Warning(f)}{(f.IsPublic ? "public" : "protected")} {(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{(f.IsInitOnly ? "readonly " : "")}{Names.Of(f)} {f.Name}{(f.IsLiteral ? " = " + Literal(f.GetRawConstantValue(), f.FieldType) : "")}";
        foreach (var p in t.GetProperties(All))
        {
            var accessors = p.GetAccessors(true).Where(Visible).ToArray();
            if (accessors.Length == 0) continue;
            var index = p.GetIndexParameters();
            var name = index.Length > 0 ? $"this[{string.Join(", ", index.Select(Parameter))}]" : p.Name;
            var bodies = string.Join(" ", accessors.OrderBy(a => a.ReturnType.FullName == "System.Void").Select(a => (a.IsPublic ? "" : "protected ") + Accessor(a)));
            yield return $"{where} :: {Warning(p)}{Access(accessors.OrderByDescending(a => a.IsPublic).First())} {Modifiers(accessors[0])}{(p.Has("System.Runtime.CompilerServices.RequiredMemberAttribute") ? "required " : "")}{Names.Of(p)} {name} {{ {bodies} }}";
        }
        foreach (var e in t.GetEvents(All).Where(e => e.AddMethod is { } add && Visible(add)))
            yield return $"{where} :: {Access(e.AddMethod!)} {Modifiers(e.AddMethod!)}event {Names.Of(e.EventHandlerType!)} {e.Name}";
        foreach (var m in t.GetMethods(All).Where(m => Visible(m) && !(m.IsSpecialName && !m.Name.StartsWith("op_")) && !m.Name.Contains('<') && m.Name != "Finalize"))
            yield return $"{where} :: {Warning(m)}{Access(m)} {Modifiers(m)}{Names.Of(m.ReturnParameter)} {m.Name}{Generic(m)}({(m.Has("System.Runtime.CompilerServices.ExtensionAttribute") ? "this " : "")}{Parameters(m)}){Names.Constraints(m)}";
    }

    private static string Header(Type t)
    {
        if (IsDelegate(t))
        {
            var invoke = t.GetMethod("Invoke")!;
            return $"delegate {Names.Of(invoke.ReturnParameter)} ({Parameters(invoke)})";
        }
        var kind = t.IsEnum ? "enum" : t.IsInterface ? "interface" : t.IsValueType ? "struct" : t is { IsAbstract: true, IsSealed: true } ? "static class" : t.IsAbstract ? "abstract class" : t.IsSealed ? "sealed class" : "class";
        var bases = new List<string>();
        if (t.IsEnum) bases.Add(Names.Of(Enum.GetUnderlyingType(t)));
        else if (t.BaseType is { } b && b.FullName is not ("System.Object" or "System.ValueType")) bases.Add(Names.Of(b));
        if (!t.IsEnum)
            bases.AddRange(t.GetInterfaces().Where(i => i.IsVisible).Except(t.BaseType?.GetInterfaces() ?? []).Select(Names.Of).Order(StringComparer.Ordinal));
        return kind + (bases.Count > 0 ? " : " + string.Join(", ", bases) : "") + Names.Constraints(t);
    }

    // Using what is obsolete is a warning, which many projects take for an error.
    private static string Warning(MemberInfo m) => m.Has("System.ObsoleteAttribute") ? "[Obsolete] " : "";

    private static string Accessor(MethodInfo a) =>
        a.ReturnType.FullName != "System.Void" ? "get;"
        : a.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.FullName == "System.Runtime.CompilerServices.IsExternalInit") ? "init;" : "set;";

    private static bool Visible(MethodBase m) => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly;

    private static string Access(MethodBase m) => m.IsPublic ? "public" : "protected";

    private static string Modifiers(MethodInfo m) =>
        m.IsStatic ? "static " :
        m.DeclaringType!.IsInterface ? "" :
        m.IsAbstract ? "abstract " :
        m.IsVirtual && (m.Attributes & MethodAttributes.NewSlot) == 0 ? "override " :
        m is { IsVirtual: true, IsFinal: false } ? "virtual " : "";

    private static string Generic(MethodInfo m) => m.IsGenericMethod ? $"<{string.Join(", ", m.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Parameters(MethodBase m) => string.Join(", ", m.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo p)
    {
        var prefix = p.Has("System.ParamArrayAttribute") || p.Has("System.Runtime.CompilerServices.ParamCollectionAttribute") ? "params " :
            p.IsOut ? "out " : p.ParameterType.IsByRef ? (p.IsIn ? "in " : "ref ") : "";
        return $"{prefix}{Names.Of(p)} {p.Name}{(p.HasDefaultValue ? " = " + Literal(p.RawDefaultValue, p.ParameterType) : "")}";
    }

    private static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && type.NullableOf() is null ? "default" : "null",
        string s => $"\"{s.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r")}\"",
        bool b => b ? "true" : "false",
        _ when (type.NullableOf() ?? type) is { IsEnum: true } e => $"{Names.Of(e)}.{EnumName(e, value)}",
        IFormattable f => f.ToString("R", CultureInfo.InvariantCulture) is var s && value is float or double ? s! : f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static bool IsDelegate(Type t) => t.BaseType?.FullName is "System.MulticastDelegate";

    private static string EnumName(Type e, object value) =>
        e.GetFields(BindingFlags.Public | BindingFlags.Static).FirstOrDefault(f => Equals(f.GetRawConstantValue(), value))?.Name ?? value.ToString()!;
}
