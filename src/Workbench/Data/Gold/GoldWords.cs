using System.Collections.Immutable;

namespace Workbench.Data.Gold;

/// <summary>
/// A text as the gold score sees it: lower case, contractions written out ("you're" as "you are"), each of . , ? ! a word of its own,
/// all else dropped.
/// </summary>
internal static class GoldWords
{
    private static readonly ImmutableHashSet<string> BeforeIs = ["it", "that", "there", "what", "who", "how", "here", "he", "she"];

    internal static List<string> Of(string text)
    {
        var words = new List<string>();
        var start = -1;
        var lower = text.ToLowerInvariant().Replace('’', '\'');
        for (var i = 0; i <= lower.Length; i++)
        {
            var inside = i < lower.Length && (char.IsLetterOrDigit(lower[i]) || lower[i] == '\'');
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                AddWord(lower[start..i].Trim('\''), words);
                start = -1;
            }

            if (i < lower.Length && lower[i] is '.' or ',' or '?' or '!')
            {
                words.Add(lower[i].ToString());
            }
        }

        return words;
    }

    internal static bool IsPunctuation(string word) => word is "." or "," or "?" or "!";

    private static void AddWord(string word, List<string> words)
    {
        var apostrophe = word.IndexOf('\'');
        if (word == "cannot")
        {
            words.AddRange(["can", "not"]);
        }
        else if (apostrophe > 0)
        {
            var (head, tail) = (word[..apostrophe], word[(apostrophe + 1)..]);
            words.AddRange((head, tail) switch
            {
                ("can", "t") => ["can", "not"],
                ("won", "t") => ["will", "not"],
                (_, "t") when head.EndsWith('n') => [head[..^1], "not"],
                (_, "m") => [head, "am"],
                (_, "re") => [head, "are"],
                (_, "ve") => [head, "have"],
                (_, "ll") => [head, "will"],
                (_, "d") => [head, "would"],
                (_, "s") when BeforeIs.Contains(head) => [head, "is"],
                ("let", "s") => ["let", "us"],
                _ => [word],
            });
        }
        else if (word.Length > 0)
        {
            words.Add(word);
        }
    }
}
