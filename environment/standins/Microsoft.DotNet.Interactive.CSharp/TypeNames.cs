namespace Microsoft.DotNet.Interactive.CSharp;

internal static class TypeNames
{
    /// <summary>Writes a type as C# does; a nested one keeps its plus sign, as in the real package, and does not compile.</summary>
    internal static void Write(Type type, TextWriter writer)
    {
        var name = type.FullName ?? type.Name;
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
            Write(arguments[i], writer);
        }

        writer.Write(type.IsArray ? ">[]" : ">");
    }
}
