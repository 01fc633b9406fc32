namespace Workbench.Training;

/// <summary>Which tokens of a written-out dialogue are the assistant's, found by the tokens that introduce each side.</summary>
public static class ReplyMask
{
    /// <summary>
    /// True from behind the last <paramref name="response"/> template to the end (TRL 0.11.4 `DataCollatorForCompletionOnlyLM` without an
    /// instruction template). Earlier replies of a longer dialogue are not learned: for all of them use <see cref="AllTurns"/>.
    /// </summary>
    /// <param name="ids">The dialogue.</param>
    /// <param name="response">The tokens that introduce a reply; at least one.</param>
    /// <returns>One a token; all false where the template does not occur.</returns>
    /// <exception cref="ArgumentException">The template is empty.</exception>
    public static bool[] LastTurn(IReadOnlyList<int> ids, IReadOnlyList<int> response)
    {
        var found = Occurrences(ids, response);
        return [.. ids.Select((_, i) => found.Count > 0 && i >= found[^1] + response.Count)];
    }

    /// <summary>True from behind each <paramref name="response"/> template to the next <paramref name="instruction"/> template.</summary>
    /// <remarks>
    /// TRL pairs the n-th instruction with the n-th response. Where the two alternate, as in every dialogue, that is the same; two replies or two
    /// instructions in a row get a mask of their own here. As in TRL, a dialogue that lacks either template is left out altogether.
    /// </remarks>
    /// <param name="ids">The dialogue; it may begin with either side and end with either.</param>
    /// <param name="response">The tokens that introduce a reply; at least one.</param>
    /// <param name="instruction">The tokens that introduce the person's part; at least one.</param>
    /// <returns>One a token.</returns>
    /// <exception cref="ArgumentException">A template is empty.</exception>
    public static bool[] AllTurns(IReadOnlyList<int> ids, IReadOnlyList<int> response, IReadOnlyList<int> instruction)
    {
        var (replies, turns) = (Occurrences(ids, response), Occurrences(ids, instruction));
        var mask = new bool[ids.Count];
        if (turns.Count == 0)
        {
            return mask;
        }

        foreach (var reply in replies)
        {
            var end = turns.Concat(replies).Where(start => start > reply).DefaultIfEmpty(ids.Count).Min();
            for (var i = reply + response.Count; i < end; i++)
            {
                mask[i] = true;
            }
        }

        return mask;
    }

    private static List<int> Occurrences(IReadOnlyList<int> ids, IReadOnlyList<int> template)
    {
        if (template.Count == 0)
        {
            throw new ArgumentException("A template needs at least one token.", nameof(template));
        }

        return [.. Enumerable.Range(0, Math.Max(0, ids.Count - template.Count + 1))
            .Where(start => Enumerable.Range(0, template.Count).All(i => ids[start + i] == template[i]))];
    }
}
