using System.Text;
using Workbench.Text;
using Workbench.Text.Files;
using Workbench.Text.Pipeline;

namespace Workbench.Tests.Text;

public sealed class SentencePieceTests
{
    [Fact]
    public void The_best_scoring_cut_wins_and_unknown_neighbours_become_one()
    {
        var model = new UnigramModel([("<unk>", 0), ("a", -1), ("b", -1), ("ab", -1.5), ("c", -9)], 0, byteFallback: false);
        Assert.Equal(["ab:3", "a:1"], Tokens(model, "aba"));
        Assert.Equal(["a:1", "😀z:0", "c:4"], Tokens(model, "a😀zc"));
    }

    [Fact]
    public void Of_cuts_that_score_the_same_the_one_that_was_found_first_stays()
    {
        var model = new UnigramModel([("<unk>", 0), (".", -1), ("..", -2)], 0, byteFallback: false);
        Assert.Equal([".:1", "..:2"], Tokens(model, "..."));
    }

    [Fact]
    public void Without_an_unknown_piece_an_unknown_character_is_a_fault() =>
        Assert.Contains("no unknown token", Assert.Throws<WorkbenchException>(() => Tokens(new UnigramModel([("a", -1)], null, false), "b")).Message);

    [Fact]
    public void Unknown_characters_can_become_bytes()
    {
        var bytes = Enumerable.Range(0, 256).Select(b => ($"<0x{b:X2}>", -5.0));
        var model = new UnigramModel([("<unk>", 0), ("a", -1), .. bytes], 0, byteFallback: true);
        Assert.Equal(["a", "<0xC3>", "<0xA9>"], Tokens(model, "aé").Select(token => token.Split(':')[0]));
    }

    [Fact]
    public void A_BPE_vocabulary_gives_its_merges_best_score_first()
    {
        List<(string, double)> pieces = [("a", 0), ("b", 0), ("c", 0), ("bc", -1), ("ab", -2), ("abc", -3)];
        var ids = pieces.Select((piece, id) => (piece.Item1, id)).ToDictionary(pair => pair.Item1, pair => pair.id);
        Assert.Equal([("b", "c"), ("a", "b"), ("ab", "c"), ("a", "bc")], SentencePieceMerges.Of(pieces, ids));
    }

    [Fact]
    public void A_model_file_makes_a_Llama_tokenizer()
    {
        var tokenizer = TokenizerFolder.Load(Files("tokenizer.model", Model(modelType: 2,
            ("<unk>", 0, 2), ("<s>", 0, 3), ("</s>", 0, 3), ("\u2581", -1, 1), ("a", -2, 1), ("\u2581a", -3, 1), ("<u>", 0, 4))));
        Assert.Equal([1, 5, 4, 6, 5, 0], tokenizer.Encode("aa<u>a!"));
        Assert.Equal((1, 2, TextSide.Left), (tokenizer.BeginningId!.Value, tokenizer.EndId, tokenizer.Settings.PaddingSide));
        Assert.Equal("aa<u> a<unk>", tokenizer.Decode([1, 5, 4, 6, 5, 0], skipSpecialTokens: false)["<s> ".Length..]);
    }

    [Fact]
    public void And_a_T5_tokenizer_with_its_sentinels()
    {
        var tokenizer = TokenizerFolder.Load(Files("spiece.model", Model(modelType: 1,
            ("<pad>", 0, 3), ("</s>", 0, 3), ("<unk>", 0, 2), ("\u2581", -1, 1), ("a", -2, 1), ("\u2581a", -2, 1))));
        Assert.Equal(106, tokenizer.VocabularySize);
        Assert.Equal(105, tokenizer.IdOf("<extra_id_0>"));
        Assert.Equal([5, 4, 105, 5, 1], tokenizer.Encode("aa <extra_id_0>   a  "));
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x7F, 1 }, "goes beyond the end")]
    [InlineData(new byte[] { 0x80 }, "a number is cut off at byte 1")]
    [InlineData(new byte[] { 0x0B }, "unknown wire type 3")]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, "more than 64 bits")]
    [InlineData(new byte[] { 0x0A, 0x03, 0x0A, 0x01, 0xFF }, "is not a SentencePiece model")]
    [InlineData(new byte[0], "holds no pieces")]
    public void A_broken_model_file_is_refused(byte[] file, string expected)
    {
        var message = Assert.Throws<WorkbenchException>(() => TokenizerFolder.Load(Files("spiece.model", file))).Message;
        Assert.StartsWith("spiece.model: ", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void A_model_of_another_kind_or_with_a_piece_twice_is_refused()
    {
        Assert.Contains("model_type: 3 is not supported", Refused(Model(3, ("a", 0, 1))));
        Assert.Contains("\"a\" stands there twice", Refused(Model(1, ("a", 0, 1), ("a", 0, 1))));
        static string Refused(byte[] model) => Assert.Throws<WorkbenchException>(() => TokenizerFolder.Load(Files("spiece.model", model))).Message;
    }

    [Theory]
    [InlineData(new byte[] { 1, 2 })]
    [InlineData(new byte[] { 8, 0, 0, 0, 1, 2, 3, 4 })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 4, 0, 0, 0, 0, 0, 0, 0, 0xFF })]
    public void A_broken_character_map_is_refused(byte[] map) => Assert.Throws<FormatException>(() => new PrecompiledNormalizer(map));

    [Fact]
    public void A_character_map_that_leads_nowhere_changes_nothing()
    {
        var random = new SeededRandom(5);
        for (var i = 0; i < 200; i++)
        {
            byte[] map = [64, 0, 0, 0, .. Enumerable.Range(0, 64).Select(_ => (byte)random.NextInt(256)), (byte)'x', 0];
            new PrecompiledNormalizer(map).Normalize(AlignedText.Of("aé😀\r\ne\u0301 日本"));
        }
    }

    private static TokenizerFiles Files(string name, byte[] content) => new("test", [KeyValuePair.Create(name, content)]);

    private static IEnumerable<string> Tokens(UnigramModel model, string text)
    {
        List<TextToken> tokens = [];
        model.Tokenize(AlignedText.Of(text), tokens);
        return tokens.Select(token => $"{token.Value}:{token.Id}");
    }

    // A model file, written by hand: pieces (field 1), trainer_spec (2) with model_type (3) and unk_id (40).
    private static byte[] Model(int modelType, params (string Text, float Score, int Kind)[] pieces)
    {
        List<byte> file = [];
        foreach (var (text, score, kind) in pieces)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            byte[] piece = [0x0A, (byte)utf8.Length, .. utf8, 0x15, .. BitConverter.GetBytes(score), 0x18, (byte)kind];
            file.AddRange([0x0A, (byte)piece.Length, .. piece]);
        }

        var unknown = Math.Max(0, Array.FindIndex(pieces, piece => piece.Kind == 2));
        return [.. file, 0x12, 5, 0x18, (byte)modelType, 0xC0, 0x02, (byte)unknown];
    }
}
