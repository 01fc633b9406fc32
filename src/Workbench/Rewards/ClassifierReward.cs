namespace Workbench.Rewards;

/// <summary>
/// The score that a classifier gives to a label, chosen by the label's name. (Choosing by position fails where a pipeline sorts its answers
/// by score: then position 0 is the larger logit, and a hateful text is rewarded for being surely hateful.)
/// </summary>
public sealed class ClassifierReward : IReward
{
    private readonly IClassifier classifier;
    private readonly int index;
    private readonly ClassifierScore score;
    private readonly bool includePrompt;
    private readonly bool takeLargest;

    /// <summary>Creates the reward.</summary>
    /// <param name="name">What the score is called.</param>
    /// <param name="classifier">Judges texts.</param>
    /// <param name="label">One of the classifier's labels, in any casing.</param>
    /// <param name="score">Which number of it.</param>
    /// <param name="includePrompt">Whether it judges prompt and response together, separated by a space; that dilutes the signal.</param>
    /// <param name="takeLargest">
    /// Whether the largest score of all labels counts instead of the label's: the defect of the DeepLearning.AI lab, which reads the first answer
    /// of a pipeline that sorts them.
    /// </param>
    /// <exception cref="WorkbenchException">The classifier has no such label.</exception>
    public ClassifierReward(
        string name, IClassifier classifier, string label, ClassifierScore score = ClassifierScore.Logit, bool includePrompt = false,
        bool takeLargest = false)
    {
        this.takeLargest = takeLargest;
        Name = name;
        this.classifier = classifier;
        this.score = score;
        this.includePrompt = includePrompt;
        index = classifier.Labels.ToList().FindIndex(known => string.Equals(known, label, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            throw new WorkbenchException(
                $"The classifier of the reward {name} has no label \"{label}\"; its labels are {string.Join(", ", classifier.Labels)}.");
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<RewardClassifier> Classifiers =>
        classifier is TextClassifier own ? [new RewardClassifier(own.Model, own.BatchSize, includePrompt)] : [];

    /// <inheritdoc/>
    public double[] Score(IReadOnlyList<Completion> completions) =>
        [.. classifier.Logits([.. completions.Select(Text)]).Select(Chosen)];

    private string Text(Completion completion) =>
        includePrompt ? $"{completion.Prompt} {completion.Response}" : completion.Response;

    private double Chosen(double[] logits)
    {
        var highest = logits.Max();
        var chosen = takeLargest ? highest : logits[index];
        if (score == ClassifierScore.Logit)
        {
            return chosen;
        }

        var logProbability = chosen - highest - Math.Log(logits.Sum(logit => Math.Exp(logit - highest)));
        return score == ClassifierScore.LogProbability ? logProbability : Math.Exp(logProbability);
    }
}
