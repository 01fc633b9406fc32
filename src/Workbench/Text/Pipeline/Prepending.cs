namespace Workbench.Text.Pipeline;

/// <summary>Characters put before a text; they share the origin of its first character.</summary>
internal static class Prepending
{
    internal static Stretch Before(Stretch text, string prefix)
    {
        var builder = new AlignedTextBuilder(prefix.Length + text.Length);
        builder.Append(prefix, text.OriginOf(0, 1));
        builder.Append(text);
        return builder.ToStretch();
    }
}
