namespace Workbench.Training;

/// <summary>
/// One or more responses to a prompt with an annotator's ratings. A comparison is two responses with ratings 1 and 0;
/// a ranking of K responses has K ratings, of which only the order matters; a plain rating is a single response.
/// </summary>
/// <param name="Prompt">Token ids.</param>
/// <param name="Responses">Token ids of each response, with the end token where there is one.</param>
/// <param name="Ratings">One a response, higher is better.</param>
public sealed record RatedResponses(
    IReadOnlyList<int> Prompt, IReadOnlyList<IReadOnlyList<int>> Responses, IReadOnlyList<double> Ratings)
{
    /// <summary>A comparison of two responses.</summary>
    /// <param name="prompt">Token ids.</param>
    /// <param name="chosen">The preferred response.</param>
    /// <param name="rejected">The other one.</param>
    /// <param name="margin">By how much the preferred one is better; above 0.</param>
    public static RatedResponses Pair(
        IReadOnlyList<int> prompt, IReadOnlyList<int> chosen, IReadOnlyList<int> rejected, double margin = 1) =>
        new(prompt, [chosen, rejected], [margin, 0]);

    /// <summary>Tokens that a model reads: the prompt once with each response.</summary>
    internal int Tokens => Responses.Sum(response => Prompt.Count + response.Count);

    /// <summary>Requires that examples can be learned by a loss.</summary>
    /// <exception cref="WorkbenchException">There is none, or one does not fit; the message says which.</exception>
    internal static void RequireFit(IReadOnlyList<RatedResponses> examples, RewardLoss loss)
    {
        if (examples.Count == 0)
        {
            throw new WorkbenchException("There are no rated responses.");
        }

        for (var i = 0; i < examples.Count; i++)
        {
            var (_, responses, ratings) = examples[i];
            var fault = responses.Count != ratings.Count ? $"{responses.Count} responses but {ratings.Count} ratings"
                : responses.Count == 0 ? "no response"
                : ratings.Any(rating => !double.IsFinite(rating)) ? "a rating that is not finite"
                : loss == RewardLoss.Pairs && responses.Count != 2 ? $"{responses.Count} responses; the loss Pairs needs 2 (AllPairs takes any number)"
                : loss == RewardLoss.Pairs && ratings[0] == ratings[1] ? "two equal ratings; leave ties out or use AllPairs"
                : loss == RewardLoss.Labels && ratings.Any(rating => rating is < 0 or > 1) ? "a label outside [0, 1]"
                : loss == RewardLoss.AllPairs && responses.Count < 2 ? "a single response; the loss AllPairs needs at least 2"
                : null;
            if (fault is not null)
            {
                throw new WorkbenchException($"Rated example {i} has {fault}.");
            }
        }
    }
}
