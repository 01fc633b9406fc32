using Workbench.Rewards;

namespace Workbench.Tests.Rewards;

public sealed class RewardTests
{
    private static Completion Said(string response, params int[] ids) => new("How are you?", response, [1], ids, true);

    [Fact]
    public void AFunctionSeesPromptAndResponse() =>
        Assert.Equal([15], new FunctionReward("length", (prompt, response) => prompt.Length + response.Length).Score([Said("Yes")]));

    [Fact]
    public void ASumWeighsItsPartsAndShowsThem()
    {
        var one = new FunctionReward("one", (_, _) => 1);
        var letters = new FunctionReward("letters", (_, response) => response.Length);
        var sum = new CompositeReward("sum", (one, 10), (letters, -0.5));
        Assert.Equal([8.5, 10], sum.Score([Said("abc"), Said("")]));
        Assert.Equal(["one", "letters"], sum.ScoreParts([Said("abc")]).Select(part => part.Name));
        Assert.Throws<WorkbenchException>(() => new CompositeReward("empty"));
        Assert.Throws<WorkbenchException>(() => new CompositeReward("bad", (one, double.NaN)));
    }

    [Fact]
    public void AClassifiersScoreIsChosenByLabelNotByPositionOrSize()
    {
        // The lab's own toxic example: hate has the larger logit, so a pipeline that sorts by score shows it first.
        var classifier = new Fixed([-0.618, 0.319]);
        Assert.Equal(-0.618, new ClassifierReward("kind", classifier, "NotHate").Score([Said("x")])[0]);
        Assert.Equal(0.319, new ClassifierReward("hate", classifier, "hate").Score([Said("x")])[0]);
        var message = Assert.Throws<WorkbenchException>(() => new ClassifierReward("r", classifier, "toxic")).Message;
        Assert.Contains("nothate, hate", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ProbabilitiesAreThoseOfSoftmaxEvenForLargeLogits()
    {
        var classifier = new Fixed([1000, 999]);
        var probability = 1 / (1 + Math.Exp(-1));
        Assert.Equal(probability, new ClassifierReward("p", classifier, "nothate", ClassifierScore.Probability).Score([Said("x")])[0], 12);
        Assert.Equal(Math.Log(probability), new ClassifierReward("p", classifier, "nothate", ClassifierScore.LogProbability).Score([Said("x")])[0], 12);
    }

    [Fact]
    public void TheClassifierReadsTheResponseAloneUnlessAsked()
    {
        var classifier = new Fixed([0, 0]);
        new ClassifierReward("r", classifier, "hate").Score([Said("Fine")]);
        Assert.Equal(["Fine"], classifier.Texts);
        new ClassifierReward("r", classifier, "hate", includePrompt: true).Score([Said("Fine")]);
        Assert.Equal(["How are you? Fine"], classifier.Texts);
    }

    [Fact]
    public void ALexiconFindsWholeWordsWhateverTheirCase()
    {
        var lexicon = new LexiconReward("warm", new Dictionary<string, double> { ["thank you"] = 1, ["care"] = 2, ["idiot"] = -3 });
        Assert.Equal([1, 2, 0, -3], lexicon.Score([Said("Thank you!"), Said("Take care, CARE."), Said("careful thankyou"), Said("(idiot)")]));
        var repeats = new LexiconReward("warm", new Dictionary<string, double> { ["care"] = 2 }, countRepeats: true);
        Assert.Equal([6], repeats.Score([Said("care care care")]));
    }

    [Fact]
    public void TheLengthGuardIsSilentInsideItsRange()
    {
        var guard = new LengthGuard(2, 4, 0.5);
        Assert.Equal([-1, 0, 0, -1.5], guard.Score([Said(""), Said("", 1, 2), Said("", 1, 2, 3, 4), Said("", 1, 2, 3, 4, 5, 6, 7)]));
        Assert.Throws<WorkbenchException>(() => new LengthGuard(5, 4));
    }

    [Fact]
    public void TheRepetitionGuardCountsRepeatedPairs()
    {
        var guard = new RepetitionGuard(2, 0.25, 2);
        var scores = guard.Score([Said("", 1, 2, 3, 4), Said("", 7, 7, 7, 7, 7), Said("", 1), Said("")]);
        Assert.Equal(0, scores[0]);
        Assert.Equal(-2 * (0.75 - 0.25), scores[1], 12);
        Assert.Equal([0, 0], scores[2..]);
        Assert.Throws<WorkbenchException>(() => new RepetitionGuard(0));
    }

    private sealed class Fixed(double[] logits) : IClassifier
    {
        public IReadOnlyList<string> Labels => ["nothate", "hate"];

        public IReadOnlyList<string> Texts { get; private set; } = [];

        public double[][] Logits(IReadOnlyList<string> texts)
        {
            Texts = texts;
            return [.. texts.Select(_ => logits)];
        }
    }
}
