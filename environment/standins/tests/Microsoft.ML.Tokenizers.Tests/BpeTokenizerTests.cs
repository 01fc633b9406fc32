using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers.Tests;

public sealed class BpeTokenizerTests
{
    private static readonly Dictionary<string, int> Letters = new()
    {
        ["a"] = 0, ["b"] = 1, ["c"] = 2, ["ab"] = 3, ["bc"] = 4, ["abc"] = 5, ["<unk>"] = 6, ["😀"] = 7,
    };

    private static readonly Dictionary<string, int> Bytes = ByteVocabulary();

    [Fact]
    public void The_lowest_rank_merges_first_and_then_the_leftmost()
    {
        Assert.Equal([0, 4], Characters(merges: ["b c", "a b"]).EncodeToIds("abc"));
        Assert.Equal([3, 2], Characters(merges: ["a b", "b c"]).EncodeToIds("abc"));
        Assert.Equal([5, 5], Characters(merges: ["a b", "ab c"]).EncodeToIds("abcabc"));
    }

    [Fact]
    public void A_character_outside_the_vocabulary_vanishes_without_an_unknown_token() =>
        Assert.Equal([3], Characters(merges: ["a b"]).EncodeToIds("azb"));

    [Theory]
    [InlineData(false, new[] { 0, 6, 6, 1 })]
    [InlineData(true, new[] { 0, 6, 1 })]
    public void Unknown_characters_become_the_unknown_token_fused_if_asked(bool fuse, int[] expected)
    {
        var tokenizer = BpeTokenizer.Create(new BpeOptions(Letters) { UnknownToken = "<unk>", FuseUnknownTokens = fuse });
        Assert.Equal(expected, tokenizer.EncodeToIds("azzb"));
    }

    [Fact]
    public void A_surrogate_pair_is_one_symbol()
    {
        var token = Assert.Single(Characters().EncodeToTokens("😀", out _));
        Assert.Equal(new EncodedToken(7, "😀", new Range(0, 2)), token);
    }

    [Fact]
    public void The_default_pre_tokenizer_drops_white_space_and_keeps_merges_within_words()
    {
        var tokenizer = Characters(merges: ["a b"]);
        Assert.Equal([3, 0, 1], tokenizer.EncodeToIds("ab a b"));
        Assert.Equal([new Range(0, 2), new Range(3, 4), new Range(5, 6)], tokenizer.EncodeToTokens("ab a b", out _).Select(t => t.Offset));
    }

    [Fact]
    public void Byte_level_spells_bytes_and_gives_a_characters_offsets_to_each_of_its_bytes()
    {
        var tokens = ByteLevel(merges: ["Ġ a", "Ã ©"]).EncodeToTokens(" aé€", out _, considerPreTokenization: false);
        Assert.Equal(["Ġa", "Ã©", "â", "Ĥ", "¬"], tokens.Select(t => t.Value));
        Assert.Equal([new Range(0, 2), new Range(2, 3), new Range(3, 4), new Range(3, 4), new Range(3, 4)], tokens.Select(t => t.Offset));
    }

    [Fact]
    public void Byte_level_offsets_end_inside_a_surrogate_pair()
    {
        var tokens = ByteLevel().EncodeToTokens("😀", out _, considerPreTokenization: false);
        Assert.Equal(4, tokens.Count);
        Assert.All(tokens, t => Assert.Equal(new Range(0, 1), t.Offset));
    }

    [Fact]
    public void Byte_level_decoding_joins_bytes_and_replaces_what_is_not_UTF_8()
    {
        var tokenizer = ByteLevel();
        Assert.Equal(" é😀", tokenizer.Decode(tokenizer.EncodeToIds(" é😀", considerPreTokenization: false)));
        Assert.Equal("a\uFFFDb", tokenizer.Decode([Bytes["a"], Bytes["Ã"], Bytes["b"]]));
        Assert.Equal("", tokenizer.Decode([]));
        Assert.Equal("a", tokenizer.Decode([Bytes["a"], 99_999]));
    }

    [Fact]
    public void Special_tokens_are_taken_where_the_pre_tokenizer_cuts_them_out()
    {
        Dictionary<string, int> special = new() { ["<end>"] = 500 };
        var tokenizer = BpeTokenizer.Create(new BpeOptions(Bytes)
        {
            ByteLevel = true,
            SpecialTokens = special,
            PreTokenizer = new RegexPreTokenizer(new Regex(@"\S+|\s+"), special),
        });
        var ids = tokenizer.EncodeToIds("a<end>b");
        Assert.Equal([Bytes["a"], 500, Bytes["b"]], ids);
        Assert.Equal("a<end>b", tokenizer.Decode(ids));
        Assert.Equal("ab", tokenizer.Decode(ids, considerSpecialTokens: false));
    }

    [Fact]
    public void Sentence_tokens_stand_at_both_ends()
    {
        var tokenizer = BpeTokenizer.Create(new BpeOptions(Letters) { BeginningOfSentenceToken = "b", EndOfSentenceToken = "c" });
        Assert.Equal([1, 0, 2], tokenizer.EncodeToIds("a"));
        Assert.Equal(3, tokenizer.CountTokens("a"));
        Assert.Empty(tokenizer.EncodeToIds(""));
    }

    [Fact]
    public void Prefix_and_suffix_mark_the_inside_and_the_end_of_words()
    {
        Dictionary<string, int> vocabulary = new() { ["a"] = 0, ["##b"] = 1, ["##c</w>"] = 2, ["ab"] = 3, ["a</w>"] = 4 };
        var tokenizer = BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            Merges = ["a ##b"], ContinuingSubwordPrefix = "##", EndOfWordSuffix = "</w>",
        });
        Assert.Equal([3, 2, 4], tokenizer.EncodeToIds("abc a"));
        Assert.Equal("abc a", tokenizer.Decode([3, 2, 4]));
    }

    [Fact]
    public void What_cannot_be_built_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => BpeTokenizer.Create(null!));
        Assert.Throws<InvalidOperationException>(() => BpeTokenizer.Create(new BpeOptions(new Dictionary<string, int>())));
        Assert.Throws<InvalidOperationException>(() => Characters(merges: ["a b c"]));
        Assert.Throws<InvalidOperationException>(() => Characters(merges: ["a z"]));
        Assert.Throws<InvalidOperationException>(() => Characters(merges: ["a c"]));
        Assert.Throws<ArgumentException>(() => Characters(merges: ["a b", "a b"]));
        Assert.Throws<ArgumentException>(() => BpeTokenizer.Create(new BpeOptions(new Dictionary<string, int> { ["a"] = 0, ["b"] = 0 })));
        Assert.Throws<InvalidOperationException>(() => BpeTokenizer.Create(new BpeOptions(Letters) { UnknownToken = "?" }));
        Assert.Throws<ArgumentException>(() => new BpeOptions("no such file"));
    }

    [Fact]
    public void Long_and_repeated_words_give_the_same_ids_each_time()
    {
        var tokenizer = Characters(merges: ["a b", "ab c"]);
        var expected = Enumerable.Repeat(5, 2_000).ToArray();
        var text = string.Concat(Enumerable.Repeat("abc", 2_000));
        Assert.Equal(expected, tokenizer.EncodeToIds(text));
        Assert.Equal(expected, tokenizer.EncodeToIds(text));
        Parallel.For(0, 64, i => Assert.Equal([5, 3], tokenizer.EncodeToIds("abcab")));
    }

    private static BpeTokenizer Characters(params string[] merges) => BpeTokenizer.Create(new BpeOptions(Letters) { Merges = merges });

    private static BpeTokenizer ByteLevel(params string[] merges) =>
        BpeTokenizer.Create(new BpeOptions(Bytes) { ByteLevel = true, Merges = merges });

    private static Dictionary<string, int> ByteVocabulary()
    {
        Dictionary<string, int> vocabulary = [];
        var next = 256;
        for (var b = 0; b < 256; b++)
        {
            var prints = b is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174;
            vocabulary.Add(((char)(prints ? b : next++)).ToString(), b);
        }

        vocabulary.Add("Ġa", 256);
        vocabulary.Add("Ã©", 257);
        return vocabulary;
    }
}
