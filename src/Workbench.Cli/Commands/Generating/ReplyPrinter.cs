namespace Workbench.Cli.Commands.Generating;

/// <summary>
/// Writes replies as they come, without space around them. What is written is a model's: control characters, which could move the cursor
/// or worse, become U+FFFD.
/// </summary>
internal sealed class ReplyPrinter(TextWriter output)
{
    private string held = "";
    private bool begun;

    /// <summary>Writes a piece; space at its end waits for what follows.</summary>
    public void Write(string piece)
    {
        var text = held + (begun ? piece : piece.TrimStart());
        var shown = text.TrimEnd();
        held = text[shown.Length..];
        begun |= shown.Length > 0;
        output.Write(Harmless(shown));
        output.Flush();
    }

    /// <summary>Ends the reply.</summary>
    public void End()
    {
        output.WriteLine();
        (held, begun) = ("", false);
    }

    private static string Harmless(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c));
}
