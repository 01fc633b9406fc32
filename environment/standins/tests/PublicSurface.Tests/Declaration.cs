/// <summary>The line that declares a type: what it is, and what it derives from and implements.</summary>
/// <param name="Kind">"TorchSharp.torch.Tensor :: class".</param>
/// <param name="Bases">Base class and interfaces.</param>
internal sealed record Declaration(string Kind, IReadOnlyList<string> Bases)
{
    private static readonly string[] Kinds = ["class", "abstract class", "sealed class", "static class", "interface", "struct"];

    /// <summary>Null for the line of a member.</summary>
    internal static Declaration? Of(string line)
    {
        var at = line.IndexOf(" :: ", StringComparison.Ordinal) + 4;
        var rest = line[at..];
        if (!Kinds.Any(kind => rest == kind || rest.StartsWith(kind + " : ", StringComparison.Ordinal) || rest.StartsWith(kind + " where ", StringComparison.Ordinal))) return null;
        var colon = rest.IndexOf(" : ", StringComparison.Ordinal);
        var where = rest.IndexOf(" where ", StringComparison.Ordinal);
        if (colon < 0 || where >= 0 && where < colon) return new Declaration(line, []);
        var end = where < 0 ? rest.Length : where;
        return new Declaration(line[..at] + rest[..colon] + rest[end..], [.. Split(rest[(colon + 3)..end])]);
    }

    private static IEnumerable<string> Split(string list)
    {
        int depth = 0, start = 0;
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] is '<' or '(') depth++;
            else if (list[i] is '>' or ')') depth--;
            else if (list[i] == ',' && depth == 0)
            {
                yield return list[start..i].Trim();
                start = i + 1;
            }
        }
        yield return list[start..].Trim();
    }
}
