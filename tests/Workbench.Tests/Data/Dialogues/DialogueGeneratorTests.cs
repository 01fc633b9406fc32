using Workbench.Data;
using Workbench.Data.Dialogues;

namespace Workbench.Tests.Data.Dialogues;

public sealed class DialogueGeneratorTests
{
    private static readonly string[] Insults =
    [
        "idiot", "fool", "stupid", "pathetic", "useless", "loser", "clown", "crook", "thief", "lazy", "liar", "brat", "brute", "greedy", "bully",
        "selfish", "disgrace", "disgusting", "miserable", "miser", "pig", "slob", "goat", "nobody", "tyrant", "fraud", "cheat", "pest", "baby",
        "ugly", "brainless", "horrible", "sponger", "misery", "swot", "snob", "egoist", "fusspot", "lump", "snail", "dumb", "rude", "insult", "rudest", "laziest",
    ];

    private static readonly IReadOnlyList<Dialogue> Many = DialogueGenerator.Generate(1, 1_500);

    [Fact]
    public void The_same_seed_gives_the_same_dialogues()
    {
        Assert.Equal(Many.Take(100), DialogueGenerator.Generate(1, 100));
        Assert.NotEqual(Many.Take(100).Select(d => d.Text), DialogueGenerator.Generate(2, 100).Select(d => d.Text));
    }

    [Fact]
    public void Every_dialogue_has_the_form_of_dialogsum_and_passes_the_filter()
    {
        Assert.Equal(Many.Count, new DialogueFilter().Apply(Many).Count);
        Assert.Equal(Many.Count, Many.Select(d => d.Text).Distinct().Count());
        Assert.All(Many, dialogue =>
        {
            var turns = dialogue.Text.Split('\n');
            Assert.All(turns.Index(), turn => Assert.Matches($"^#Person{turn.Index % 2 + 1}#: [A-Z\"0-9].*[.?!]$", turn.Item));
            Assert.Matches("^(#Person[12]#|[A-Z]).*\\.$", dialogue.Summary);
            Assert.DoesNotMatch("[{}()|]|  |[.?!] [a-z]", dialogue.Text + dialogue.Summary);
            Assert.InRange(dialogue.Summary.Length, 40, 260);
        });
        Assert.Equal(Enumerable.Range(0, 1_500).Select(i => $"train_{i}"), Many.Select(d => d.Id));
    }

    [Fact]
    public void A_third_of_the_dialogues_is_heated_and_only_these_insult()
    {
        Assert.Equal(0.35, Many.Average(d => d.Heated == true ? 1.0 : 0), 0.05);
        Assert.All(Many, dialogue => Assert.Equal(dialogue.Heated, Insults.Count(word => Words(dialogue.Text).Contains(word)) > 0));

        static HashSet<string> Words(string text) =>
            [.. text.ToLowerInvariant().Split(' ', '.', ',', '?', '!', '\n', '-').SelectMany(word => new[] { word, word.TrimEnd('s') })];
    }

    [Fact]
    public void Splits_share_no_dialogue_and_the_test_has_scenes_of_its_own()
    {
        var test = DialogueGenerator.Generate(1, 300, DataSplit.Test);
        var validation = DialogueGenerator.Generate(1, 150, DataSplit.Validation);
        Assert.Empty(test.Select(d => d.Text).Intersect(Many.Select(d => d.Text)));
        Assert.Empty(validation.Select(d => d.Text).Intersect(Many.Select(d => d.Text)));
        Assert.Equal(3, test.Select(d => d.Topic).Except(Many.Select(d => d.Topic)).Count());
    }

    [Fact]
    public void A_negative_count_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DialogueGenerator.Generate(1, -1));
}
