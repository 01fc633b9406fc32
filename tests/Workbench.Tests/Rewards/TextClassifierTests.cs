using Workbench.Rewards;
using Workbench.Tests.Models;
using Workbench.Text;

namespace Workbench.Tests.Rewards;

public sealed class TextClassifierTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_text_has_the_same_logits_in_any_batch()
    {
        string[] texts = ["i hear you", "get lost", "that sounds really heavy and i am sorry", "no", "be gentle with yourself"];
        using var alone = TextClassifier.Load(TinyClassifier.At(folder["classifier"]), batchSize: 1);
        using var together = TextClassifier.Load(folder["classifier"], batchSize: 3);

        Assert.Equal(["kind", "hostile"], alone.Labels);
        foreach (var (one, other) in alone.Logits(texts).Zip(together.Logits(texts)))
        {
            Assert.Equal(one[0], other[0], 1e-5);
            Assert.Equal(one[1], other[1], 1e-5);
        }
    }

    [Fact]
    public void Beyond_the_context_a_text_is_judged_by_its_beginning()
    {
        using var classifier = TextClassifier.Load(TinyClassifier.At(folder["classifier"]));
        var tokenizer = TokenizerFolder.Load(folder["classifier"]);
        var text = string.Concat(Enumerable.Repeat("i hear you . ", 60));
        var beginning = tokenizer.Decode(tokenizer.Encode(text).Take(TinyClassifier.Context));

        Assert.Equal(classifier.Logits([beginning])[0], classifier.Logits([text])[0]);
    }

    [Fact]
    public void There_may_be_no_text_to_judge()
    {
        using var classifier = TextClassifier.Load(TinyClassifier.At(folder["classifier"]));
        Assert.Empty(classifier.Logits([]));
    }
}
