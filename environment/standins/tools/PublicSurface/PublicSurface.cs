using System.Reflection;

/// <summary>The public surface of an assembly, one type or member a line, so that two assemblies can be compared line by line.</summary>
public static class PublicSurface
{
    /// <summary>Reads an assembly without loading it.</summary>
    /// <param name="assembly">Path of the assembly.</param>
    /// <param name="references">Paths of the assemblies that it refers to, those of the runtime aside.</param>
    /// <returns>The lines in ordinal order.</returns>
    public static IReadOnlyList<string> Of(string assembly, IEnumerable<string> references)
    {
        var runtime = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll");
        // The runtime's own assemblies win over packages of the same name.
        var paths = runtime.Concat(references).Prepend(assembly).DistinctBy(Path.GetFileName);
        using var context = new MetadataLoadContext(new PathAssemblyResolver(paths));
        return [.. context.LoadFromAssemblyPath(assembly).GetTypes().Where(Visible).SelectMany(Surface.Describe).Order(StringComparer.Ordinal)];
    }

    private static bool Visible(Type t) => t.IsNested ? (t.IsNestedPublic || t.IsNestedFamily || t.IsNestedFamORAssem) && Visible(t.DeclaringType!) : t.IsPublic;
}
