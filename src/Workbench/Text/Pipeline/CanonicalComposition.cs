using System.Text;

namespace Workbench.Text.Pipeline;

/// <summary>
/// Canonical composition of what <see cref="Decomposition"/> gives, as a list of changes for <see cref="AlignedChanges"/>. Change 0 replaces one character, -n replaces it and takes
/// the n after it, +1 adds one. The counting is that of the library whose offsets are to be met, also where marks change places.
/// </summary>
internal static class CanonicalComposition
{
    internal static List<(Rune Character, int Change)> Of(List<(int Code, int Change)> decomposed)
    {
        List<(Rune, int)> result = new(decomposed.Count);
        List<(int Code, int Change)> waiting = [];
        (int Code, int Change)? current = null;
        var lastClass = 0;
        foreach (var (code, change) in decomposed)
        {
            var combining = CanonicalMappings.ClassOf(code);
            if (current is not { } starter)
            {
                if (combining != 0)
                {
                    result.Add((new Rune(code), change));
                }
                else
                {
                    current = (code, change);
                }

                continue;
            }

            // A mark reaches the starter unless one of the same or a higher class stands between them.
            var blocked = waiting.Count > 0 && lastClass >= combining;
            if (!blocked && CanonicalMappings.Compose(starter.Code, code) is { } composed)
            {
                current = (composed, starter.Change + change - 1);
            }
            else if (combining == 0)
            {
                Flush();
                current = (code, change);
            }
            else
            {
                waiting.Add((code, change));
                lastClass = combining;
            }
        }

        Flush();
        return result;

        void Flush()
        {
            if (current is var (code, change))
            {
                result.Add((new Rune(code), change));
            }

            result.AddRange(waiting.Select(mark => (new Rune(mark.Code), mark.Change)));
            waiting.Clear();
            current = null;
        }
    }
}
