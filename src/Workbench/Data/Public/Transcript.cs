namespace Workbench.Data.Public;

/// <summary>A conversation written down as one text: "\n\nHuman: …\n\nAssistant: …", turn by turn.</summary>
public static class Transcript
{
    private const string Human = "\n\nHuman:";
    private const string Assistant = "\n\nAssistant:";

    /// <summary>Cuts off the assistant's last turn.</summary>
    /// <param name="text">The conversation.</param>
    /// <returns>Everything up to and including the last "Assistant:", and the reply after it, trimmed; null where the last turn is not the assistant's.</returns>
    public static (string Context, string Reply)? Split(string text)
    {
        var last = text.LastIndexOf(Assistant, StringComparison.Ordinal);
        return last < 0 || text.LastIndexOf(Human, StringComparison.Ordinal) > last
            ? null
            : (text[..(last + Assistant.Length)], text[(last + Assistant.Length)..].Trim());
    }

    /// <summary>The turns: who speaks, and what is said, trimmed.</summary>
    /// <param name="text">The conversation; what stands before the first turn is left out.</param>
    public static IReadOnlyList<(bool ByHuman, string Text)> Turns(string text)
    {
        var turns = new List<(bool, string)>();
        var (at, byHuman) = Next(text, 0);
        while (at < text.Length)
        {
            var start = at + (byHuman ? Human : Assistant).Length;
            var (next, nextByHuman) = Next(text, start);
            turns.Add((byHuman, text[start..next].Trim()));
            (at, byHuman) = (next, nextByHuman);
        }

        return turns;
    }

    private static (int At, bool ByHuman) Next(string text, int from)
    {
        var human = text.IndexOf(Human, from, StringComparison.Ordinal) is var h and >= 0 ? h : text.Length;
        var assistant = text.IndexOf(Assistant, from, StringComparison.Ordinal) is var a and >= 0 ? a : text.Length;
        return (Math.Min(human, assistant), human < assistant);
    }
}
