using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Workbench.Text;

namespace Workbench.Tests.Text;

public sealed class RoundTripTests
{
    private static readonly PipelineTokenizer Tokenizer = BpeTrainer.Train(
        ["the cat sat on the mat and the other cat", "naïve café déjà vu", "привет мир", "日本語のテキスト 😀😀", "it's, they'll; don't!"],
        new BpeTrainerOptions { VocabularySize = 340, MinimumFrequency = 1, Special = new SpecialTokens { End = "<|end|>", Padding = "<|pad|>" } });

    [Fact]
    public void Decoding_gives_back_every_text() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Texts(), text =>
            Tokenizer.Decode(Tokenizer.Encode(text), skipSpecialTokens: false) == text));

    [Fact]
    public void Offsets_cover_the_text_in_order_and_without_gaps() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Texts(), text =>
        {
            var encoding = Tokenizer.EncodeWithOffsets(text);
            var end = 0;
            foreach (var (start, stop) in encoding.Offsets)
            {
                if (start > end || stop < end || stop <= start)
                {
                    return false;
                }

                end = stop;
            }

            return end == text.EnumerateRunes().Count();
        }));

    [Fact]
    public void Tokens_spell_the_bytes_of_the_text() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Texts(special: false), text =>
            string.Concat(Tokenizer.EncodeWithOffsets(text).Tokens) == ByteAlphabet.Spell(text)));

    [Fact]
    public void Half_a_surrogate_pair_counts_as_the_replacement_character() =>
        Assert.Equal("a\uFFFDb", Tokenizer.Decode(Tokenizer.Encode("a\uD83Db")));

    private static Arbitrary<string> Texts(bool special = true)
    {
        var rune = Gen.Frequency(
            (4, Gen.Choose(0x20, 0x7E)), (2, Gen.Choose(0, 0x24F)), (2, Gen.Choose(0x250, 0xD7FF)), (1, Gen.Choose(0xE000, 0xFFFF)), (2, Gen.Choose(0x10000, 0x10FFFF)))
            .Select(code => new Rune(code).ToString());
        var piece = Gen.Frequency(
            (8, rune), (1, Gen.Elements(" ", "  ", "\n", "'s", "'ll", "the cat", "e\u0301", "😀")), (special ? 1 : 0, Gen.Constant("<|end|>")));
        return piece.ListOf().Select(string.Concat).ToArbitrary();
    }
}
