namespace Microsoft.DotNet.Interactive.Documents;

internal static class Text
{
    internal static string[] Lines(string text) =>
        string.IsNullOrEmpty(text) ? [] : text.Split(["\r\n", "\n"], StringSplitOptions.None);

    /// <summary>The lines as a notebook file holds them: each with its line break.</summary>
    internal static string[] JupyterLines(string text)
    {
        var lines = new List<string>();
        var start = 0;
        for (var end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n', start))
        {
            lines.Add(text[start..(end + 1)]);
            start = end + 1;
        }

        if (start < text.Length)
        {
            lines.Add(text[start..]);
        }

        return [.. lines];
    }

    internal static void AddMissing(this IDictionary<string, object> target, IDictionary<string, object>? source)
    {
        foreach (var pair in source ?? new Dictionary<string, object>())
        {
            target.TryAdd(pair.Key, pair.Value);
        }
    }

    internal static T GetOrAdd<T>(this IDictionary<string, object> dictionary, string key, Func<T> create) where T : notnull
    {
        if (!dictionary.TryGetValue(key, out var value))
        {
            value = create();
            dictionary.Add(key, value);
        }

        return (T)value;
    }
}
