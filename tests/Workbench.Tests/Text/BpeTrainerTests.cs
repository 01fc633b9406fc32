using System.Text;
using Workbench.Text;

namespace Workbench.Tests.Text;

public sealed class BpeTrainerTests
{
    private static readonly BpeTrainerOptions Small = new() { VocabularySize = 262, Special = new SpecialTokens { End = "<|end|>", Padding = "<|pad|>" } };

    [Fact]
    public void The_pair_that_occurs_most_often_merges_first()
    {
        // "hug" x 10, "pug" x 5, "pun" x 12, "bun" x 4, "hugs" x 5: u+g 20, h+u 15, p+u 17, u+n 16 (Hugging Face course, chapter 6).
        var texts = Words(("hug", 10), ("pug", 5), ("pun", 12), ("bun", 4), ("hugs", 5));
        var tokenizer = BpeTrainer.Train(texts, Small);
        Assert.Equal(["u g", "u n", "h ug", "p un"], Merges(tokenizer).Take(4));
    }

    [Fact]
    public void Equally_frequent_pairs_merge_in_the_order_of_their_ids()
    {
        var tokenizer = BpeTrainer.Train(Words(("dc", 3), ("ba", 3), ("bc", 3)), Small with { VocabularySize = 261 });
        Assert.Equal(["b a", "b c", "d c"], Merges(tokenizer));
    }

    [Fact]
    public void Rare_pairs_are_left_alone()
    {
        var tokenizer = BpeTrainer.Train(Words(("ab", 3), ("cd", 2)), Small with { MinimumFrequency = 3 });
        Assert.Equal(["a b"], Merges(tokenizer));
        Assert.Equal(2 + 256 + 1, tokenizer.VocabularySize);
    }

    [Fact]
    public void Runs_of_one_letter_are_counted_without_overlap()
    {
        // Five letters hold two pairs, so of "aaaaa" twice: aa 4, then (aa, aa) and (aa, a) 2 each, of which a has the smaller id.
        var tokenizer = BpeTrainer.Train(["aaaaa", "aaaaa"], Small);
        Assert.Equal(["a a", "aa a", "aa aaa"], Merges(tokenizer));
    }

    [Fact]
    public void Special_tokens_have_the_first_ids_and_nothing_is_learnt_from_them()
    {
        var options = Small with { Special = Small.Special with { Additional = ["<|user|>", "<|bot|>"] } };
        var tokenizer = BpeTrainer.Train(Enumerable.Repeat("<|user|>zz<|bot|>", 9), options);
        Assert.Equal([0, 1, 2, 3], new[] { "<|end|>", "<|pad|>", "<|user|>", "<|bot|>" }.Select(token => tokenizer.IdOf(token)!.Value));
        Assert.Equal((0, 1), (tokenizer.EndId, tokenizer.PadId));
        Assert.Equal(["z z"], Merges(tokenizer));
        Assert.Equal([2, tokenizer.IdOf("zz")!.Value, 3], tokenizer.Encode("<|user|>zz<|bot|>"));
    }

    [Fact]
    public void The_same_texts_give_the_same_files()
    {
        string[] texts = ["the cat sat on the mat", "naïve café 😀 the cat", "don't do that, they'll see"];
        var first = BpeTrainer.Train(texts, Small with { VocabularySize = 300 });
        var second = BpeTrainer.Train(texts, Small with { VocabularySize = 300 });
        Assert.Equal(first.Files.Names, second.Files.Names);
        Assert.All(first.Files.Names, name => Assert.Equal(Content(first, name), Content(second, name)));
    }

    [Fact]
    public void The_files_load_with_and_without_tokenizer_json()
    {
        string[] texts = ["the cat sat on the mat", "naïve café 😀 the cat", "don't do that, they'll see"];
        var trained = BpeTrainer.Train(texts, Small with { VocabularySize = 300, MaxLength = 64 });
        var older = TokenizerFolder.Load(new TokenizerFiles("older", trained.Files.Names
            .Where(name => name != "tokenizer.json")
            .Select(name => KeyValuePair.Create(name, Encoding.UTF8.GetBytes(Content(trained, name))))));
        foreach (var text in texts.Append("<|end|> a cat<|pad|>\n\n  ünder"))
        {
            Assert.Equal(trained.Encode(text), older.Encode(text));
            Assert.Equal(text, older.Decode(trained.Encode(text), skipSpecialTokens: false));
        }

        Assert.Equal(64, older.Settings.MaxLength);
        Assert.Equal((trained.EndId, trained.PadId, trained.VocabularySize), (older.EndId, older.PadId, older.VocabularySize));
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        Assert.Contains("expected at least 258", Refusal(Small with { VocabularySize = 257 }));
        Assert.Contains("MinimumFrequency", Refusal(Small with { MinimumFrequency = 0 }));
        Assert.Contains("\"x\"", Refusal(Small with { Special = new SpecialTokens { End = "x" } }));
    }

    private static string Refusal(BpeTrainerOptions options) => Assert.Throws<WorkbenchException>(() => BpeTrainer.Train(["a"], options)).Message;

    private static IEnumerable<string> Words(params (string Word, int Count)[] words) =>
        words.SelectMany(word => Enumerable.Repeat(word.Word, word.Count));

    private static string[] Merges(PipelineTokenizer tokenizer) => Content(tokenizer, "merges.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];

    private static string Content(PipelineTokenizer tokenizer, string name) =>
        tokenizer.Files.TryGet(name, out var content) ? Encoding.UTF8.GetString(content) : throw new FileNotFoundException(name);
}
