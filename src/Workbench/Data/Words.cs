namespace Workbench.Data;

/// <summary>Words of a text, for counting.</summary>
public static class Words
{
    /// <summary>Number of runs without white space.</summary>
    public static int Count(string text)
    {
        var count = 0;
        var inside = false;
        foreach (var c in text)
        {
            var space = char.IsWhiteSpace(c);
            count += !space && !inside ? 1 : 0;
            inside = !space;
        }

        return count;
    }
}
