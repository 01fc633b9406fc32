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
}
