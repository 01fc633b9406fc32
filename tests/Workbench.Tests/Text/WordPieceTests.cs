using System.Text;
using Workbench.Text;
using Workbench.Text.Pipeline;

namespace Workbench.Tests.Text;

public sealed class WordPieceTests
{
    private const string Words = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nun\n##aff\n##able\nplay\n.\ncafe\nCafé\n中\n";

    [Fact]
    public void A_vocabulary_alone_makes_an_uncased_BERT_tokenizer()
    {
        var tokenizer = Load();
        Assert.Equal([2, 8, 5, 6, 7, 9, 3], tokenizer.Encode("PLAY unaffable."));
        Assert.Equal([2, 10, 12, 12, 4, 3], tokenizer.Encode("Café中中[MASK]"));
        Assert.Equal((3, 0, 13), (tokenizer.EndId, tokenizer.PadId, tokenizer.VocabularySize));
        Assert.Equal("play unaffable.", tokenizer.Decode([2, 8, 5, 6, 7, 9, 3]));
    }

    [Fact]
    public void The_configuration_keeps_capitals_and_accents()
    {
        var tokenizer = Load("""{"tokenizer_class": "DistilBertTokenizer", "do_lower_case": false, "tokenize_chinese_chars": false}""");
        Assert.Equal([11, 1], tokenizer.Encode("Café Café中", addSpecialTokens: false));
    }

    [Fact]
    public void A_pair_has_a_second_segment()
    {
        var encoding = Load().EncodeWithOffsets("play", "un.");
        Assert.Equal([2, 8, 3, 5, 9, 3], encoding.Ids);
        Assert.Equal([0, 0, 0, 1, 1, 1], encoding.Segments);
    }

    [Theory]
    [InlineData(3, new[] { 2, 8, 3 })]
    [InlineData(2, new[] { 2, 3 })]
    [InlineData(1, new[] { 2, 8, 5, 6, 7, 9, 3 })]
    [InlineData(0, new[] { 2, 8, 5, 6, 7, 9, 3 })]
    public void A_limit_below_the_tokens_that_are_added_leaves_the_text_uncut(int limit, int[] expected) =>
        Assert.Equal(expected, Load().EncodeWithOffsets("play unaffable.", truncation: new Truncation(limit)).Ids);

    [Fact]
    public void A_word_that_cannot_be_cut_or_is_too_long_is_unknown_as_a_whole()
    {
        var model = new WordPieceModel(new() { ["?"] = 0, ["a"] = 1, ["##a"] = 2, ["##\U0001F44D"] = 3 }, "?", "##", 3);
        Assert.Equal([1, 2, 2], Ids(model, "aaa"));
        Assert.Equal([1, 3, 3], Ids(model, "a\U0001F44D\U0001F44D"));
        Assert.Equal([0], Ids(model, "aaaa"));
        Assert.Equal([0], Ids(model, "aab"));
    }

    [Fact]
    public void A_word_without_pieces_needs_an_unknown_token()
    {
        var model = new WordPieceModel(new() { ["a"] = 0 }, "?", "##", 3);
        Assert.Equal([0], Ids(model, "a"));
        Assert.Contains("\"?\" is not in its vocabulary", Assert.Throws<WorkbenchException>(() => Ids(model, "b")).Message);
    }

    [Fact]
    public void A_class_of_another_kind_and_an_empty_vocabulary_are_refused()
    {
        Assert.Contains("\"MPNetTokenizer\" with vocab.txt is not supported", Assert.Throws<WorkbenchException>(() => Load("""{"tokenizer_class": "MPNetTokenizer"}""")).Message);
        Assert.Contains("vocab.txt: holds no tokens", Assert.Throws<WorkbenchException>(() => Load(words: "")).Message);
    }

    [Theory]
    [InlineData(false, false, "\u00C5\uFB01\u1E9B\u0323", "A\u030A\uFB01\u017F\u0323\u0307")]
    [InlineData(true, false, "\u00C5\uFB01\u1E9B\u0323", "A\u030Afis\u0323\u0307")]
    [InlineData(true, true, "\u00C5\uFB01\u1E9B\u0323", "\u00C5fi\u1E69")]
    public void Texts_take_the_other_normalisation_forms(bool compatibility, bool compose, string text, string expected) =>
        Assert.Equal(expected, new UnicodeNormalizer(compatibility, compose).Normalize(AlignedText.Of(text)).ToString());

    private static int[] Ids(WordPieceModel model, string word)
    {
        List<TextToken> tokens = [];
        model.Tokenize(AlignedText.Of(word), tokens);
        return [.. tokens.Select(token => token.Id)];
    }

    private static PipelineTokenizer Load(string? config = null, string words = Words)
    {
        Dictionary<string, byte[]> files = new() { ["vocab.txt"] = Encoding.UTF8.GetBytes(words) };
        if (config != null)
        {
            files["tokenizer_config.json"] = Encoding.UTF8.GetBytes(config);
        }

        return TokenizerFolder.Load(new TokenizerFiles("memory", files));
    }
}
