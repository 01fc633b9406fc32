using Workbench.Text;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>A translation edit rate.</summary>
/// <param name="Score">Edits in per cent of the reference length; may exceed 100.</param>
/// <param name="Edits">Insertions, deletions, substitutions and shifts.</param>
/// <param name="ReferenceLength">Words of the references, averaged over streams.</param>
public readonly record struct TranslationEditScore(double Score, int Edits, double ReferenceLength);

/// <summary>
/// TER (Snover et al. 2006): how many edits turn a text into its reference, where moving a run of words counts as one. The search for moves is
/// greedy, with the limits of the Tercom program, so that the scores are the same.
/// </summary>
public static class TranslationEditRate
{
    private const int LongestShift = 10, FarthestShift = 50, MostCandidates = 1000;

    /// <summary>The rate of a whole corpus; each segment takes the reference with the fewest edits.</summary>
    /// <param name="hypotheses">One text a segment.</param>
    /// <param name="references">One or more streams of references, each with one text a segment.</param>
    /// <param name="options">How texts are cut into words; by default at white space, in lower case.</param>
    /// <exception cref="ArgumentException">There is no stream or a stream's length differs.</exception>
    public static TranslationEditScore Corpus(
        IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, TranslationEditOptions? options = null)
    {
        ReferenceStreams.Check(hypotheses, references);
        options ??= new();
        var edits = 0;
        var length = 0.0;
        for (var i = 0; i < hypotheses.Count; i++)
        {
            var hypothesis = Tokens(hypotheses[i]);
            var segment = references.Select(stream => Tokens(stream[i])).ToArray();
            edits += segment.Min(reference => Edits(hypothesis, reference));
            length += segment.Average(reference => reference.Length);
        }

        return new(100 * (length > 0 ? edits / length : edits > 0 ? 1 : 0), edits, length);

        string[] Tokens(string text) => TranslationEditTokenizer.Tokens(text, options);
    }

    /// <summary>The number of edits between two sequences of words.</summary>
    internal static int Edits(string[] hypothesis, string[] reference)
    {
        if (reference.Length == 0)
        {
            return hypothesis.Length;
        }

        int shifts = 0, candidates = 0;
        while (true)
        {
            var (gain, shifted) = BestShift(hypothesis, reference, ref candidates);
            if (candidates >= MostCandidates || gain <= 0)
            {
                return shifts + EditTrace.Of(hypothesis, reference).Distance;
            }

            shifts++;
            hypothesis = shifted;
        }
    }

    // Tries to move each run of words that the reference has elsewhere, where both places are wrong, to the places around it there.
    private static (int Gain, string[] Shifted) BestShift(string[] words, string[] reference, ref int candidates)
    {
        var trace = EditTrace.Of(words, reference);
        (int Gain, int Length, int Start, int Target)? best = null;
        string[] shifted = words;
        foreach (var (start, place, length) in CommonRuns(words, reference))
        {
            if (!trace.WrongInHypothesis.AsSpan(start, length).Contains(true)
                || !trace.WrongInReference.AsSpan(place, length).Contains(true)
                || (trace.Alignment[place] >= start && trace.Alignment[place] < start + length))
            {
                continue;
            }

            var previous = -1;
            for (var offset = -1; offset < length && place + offset < reference.Length; offset++)
            {
                var target = place + offset == -1 ? 0 : trace.Alignment[place + offset] + 1;
                if (target == previous)
                {
                    continue;
                }

                previous = target;
                var moved = Move(words, start, length, target);
                // More gained first, then the longer run, then the earlier one, then the earlier target.
                var candidate = (trace.Distance - EditTrace.Of(moved, reference).Distance, length, -start, -target);
                candidates++;
                if (best == null || candidate.CompareTo(best.Value) > 0)
                {
                    best = candidate;
                    shifted = moved;
                }
            }

            if (candidates >= MostCandidates)
            {
                break;
            }
        }

        return (best?.Gain ?? 0, shifted);
    }

    private static IEnumerable<(int Start, int Place, int Length)> CommonRuns(string[] words, string[] reference)
    {
        for (var start = 0; start < words.Length; start++)
        {
            for (var place = 0; place < reference.Length; place++)
            {
                if (Math.Abs(place - start) > FarthestShift)
                {
                    continue;
                }

                for (var length = 1;
                    length <= LongestShift && start + length <= words.Length && place + length <= reference.Length
                    && words[start + length - 1] == reference[place + length - 1];
                    length++)
                {
                    yield return (start, place, length);
                }
            }
        }
    }

    private static string[] Move(string[] words, int start, int length, int target) =>
        target < start
            ? [.. words[..target], .. words[start..(start + length)], .. words[target..start], .. words[(start + length)..]]
            : target > start + length
                ? [.. words[..start], .. words[(start + length)..target], .. words[start..(start + length)], .. words[target..]]
                : Within(words, start, length, target);

    // A target inside the run moves the run behind as many of the words that follow it.
    private static string[] Within(string[] words, int start, int length, int target)
    {
        var end = Math.Min(words.Length, length + target);
        var between = Math.Min(words.Length, start + length);
        return [.. words[..start], .. words[between..Math.Max(between, end)], .. words[start..between], .. words[Math.Max(between, end)..]];
    }
}
