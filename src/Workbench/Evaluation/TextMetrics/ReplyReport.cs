using Workbench.Text;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>What a set of replies looks like as text, whatever it scores: the figures that give reward hacking away.</summary>
public sealed record ReplyReport
{
    /// <summary>Number of replies.</summary>
    public required int Count { get; init; }

    /// <summary>Mean number of tokens a reply.</summary>
    public required double MeanLength { get; init; }

    /// <summary>Share of replies without a token.</summary>
    public required double EmptyShare { get; init; }

    /// <summary>distinct-1 over all replies; null when all are empty.</summary>
    public required double? Distinct1 { get; init; }

    /// <summary>distinct-2 over all replies; null when none has two tokens.</summary>
    public required double? Distinct2 { get; init; }

    /// <summary>Distinct bigrams that ordinary text has too, of all bigrams; null without a corpus or a bigram.</summary>
    public required double? CleanDistinct2 { get; init; }

    /// <summary>Mean share of a reply's bigrams that ordinary text never has (word salad); null without a corpus.</summary>
    public required double? UnattestedBigrams { get; init; }

    /// <summary>Mean share of a reply's bigrams that it has said before.</summary>
    public required double RepeatedBigrams { get; init; }

    /// <summary>Share of replies that are word for word the same as an earlier one.</summary>
    public required double DuplicateReplies { get; init; }

    /// <summary>Describes replies.</summary>
    /// <typeparam name="T">A token: a word or a token id.</typeparam>
    /// <param name="replies">The tokens of each reply, without padding and end marks.</param>
    /// <param name="attested">The bigrams of ordinary text, or null.</param>
    /// <exception cref="WorkbenchException">There is no reply.</exception>
    public static ReplyReport Of<T>(IReadOnlyList<IReadOnlyList<T>> replies, AttestedBigrams<T>? attested = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(replies);
        if (replies.Count == 0)
        {
            throw new WorkbenchException("There is no reply to describe.");
        }

        return new ReplyReport
        {
            Count = replies.Count,
            MeanLength = replies.Average(reply => reply.Count),
            EmptyShare = replies.Count(reply => reply.Count == 0) / (double)replies.Count,
            Distinct1 = Diversity.Distinct(replies, 1),
            Distinct2 = Diversity.Distinct(replies, 2),
            CleanDistinct2 = attested == null ? null : Diversity.CleanDistinct(replies, attested),
            UnattestedBigrams = attested == null ? null : replies.Average(attested.UnattestedShare),
            RepeatedBigrams = replies.Average(Diversity.RepeatedBigrams),
            DuplicateReplies = Diversity.Duplicates(replies),
        };
    }
}
