using System.Text;

namespace Workbench.Text.Pipeline;

/// <summary>
/// Normalisation forms D and KD as changes: 0 for the first code point that a character falls into, +1 for the others. The counting is
/// that of the library whose offsets are to be met, also where marks change places.
/// </summary>
internal static class Decomposition
{
    /// <summary>The code points that a text is made of, marks in their canonical order.</summary>
    internal static List<(int Code, int Change)> Of(ReadOnlySpan<char> text, bool compatibility)
    {
        List<(int Code, int Change)> result = new(text.Length);
        List<int> parts = [];
        var pending = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            parts.Clear();
            if (compatibility)
            {
                CompatibilityMappings.Decompose(rune.Value, parts);
            }
            else
            {
                CanonicalMappings.Decompose(rune.Value, parts);
            }

            for (var i = 0; i < parts.Count; i++)
            {
                if (CanonicalMappings.ClassOf(parts[i]) == 0)
                {
                    SortMarks();
                    pending = result.Count + 1;
                }

                result.Add((parts[i], i == 0 ? 0 : 1));
            }
        }

        SortMarks();
        return result;

        // Marks in a row go by their classes; those of one class keep their order.
        void SortMarks()
        {
            if (result.Count - pending > 1)
            {
                var sorted = result.Skip(pending).OrderBy(mark => CanonicalMappings.ClassOf(mark.Code)).ToList();
                result.RemoveRange(pending, result.Count - pending);
                result.AddRange(sorted);
            }
        }
    }

    internal static IEnumerable<(Rune Character, int Change)> Characters(List<(int Code, int Change)> changes) =>
        changes.Select(change => (new Rune(change.Code), change.Change));
}
