using System.Text;
using Workbench.Text;

namespace Workbench.Tests.Text;

public sealed class TokenizerFolderTests : IDisposable
{
    private const string Vocabulary = """{"a": 0, "b": 1, "ab": 2}""";
    private const string Merges = "#version: 0.2\na b\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("tokenizer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Vocabulary_and_merges_alone_make_a_GPT_2_tokenizer_with_an_end_token()
    {
        var tokenizer = Load(("vocab.json", Vocabulary), ("merges.txt", Merges));
        Assert.Equal([2, 3, 1], tokenizer.Encode("ab<|endoftext|>b"));
        Assert.Equal((3, 3, 4), (tokenizer.EndId, tokenizer.PadId, tokenizer.VocabularySize));
        Assert.Equal("abb", tokenizer.Decode([2, 3, 1, 77]));
    }

    [Fact]
    public void An_unknown_token_outside_the_vocabulary_matters_only_where_it_is_needed()
    {
        var tokenizer = Load(("tokenizer.json", """{"model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": ["a b"], "unk_token": "?"}}"""));
        Assert.Equal([2, 0], tokenizer.Encode("aba"));
        Assert.Contains("\"?\" is not in its vocabulary", Refusal(() => tokenizer.Encode("azb")));
        Assert.Contains("\"?\" is not in its vocabulary", Refusal(() => tokenizer.Encode("abz")));
    }

    [Fact]
    public void Saving_writes_the_same_files()
    {
        var tokenizer = Load(("vocab.json", Vocabulary), ("merges.txt", Merges), ("tokenizer_config.json", "{ \"eos_token\": \"b\" }"));
        var copy = Path.Combine(_folder, "copy");
        TokenizerFolder.Save(tokenizer, copy);
        Assert.Equal(["merges.txt", "tokenizer_config.json", "vocab.json"], Directory.GetFiles(copy).Select(Path.GetFileName).Order());
        Assert.Equal(Merges, File.ReadAllText(Path.Combine(copy, "merges.txt")));
        Assert.Equal(1, TokenizerFolder.Load(copy).EndId);
    }

    [Fact]
    public void A_missing_folder_and_a_folder_without_a_tokenizer_are_named()
    {
        Assert.Contains("no such folder", Refusal(() => TokenizerFolder.Load(Path.Combine(_folder, "nowhere"))));
        var message = Refusal(() => TokenizerFolder.Load(_folder));
        Assert.Contains(_folder, message);
        Assert.Contains("expected tokenizer.json", message);
        Assert.Contains("none of a tokenizer's files", message);
    }

    [Fact]
    public void A_kind_that_is_not_supported_is_named()
    {
        File.WriteAllText(Path.Combine(_folder, "tekken.json"), "{}");
        Assert.Contains("found tekken.json", Refusal(() => TokenizerFolder.Load(_folder)));
        Assert.Contains("\"WhisperTokenizer\"", Refused(("tokenizer_config.json", """{"tokenizer_class": "WhisperTokenizer"}""")));
    }

    [Theory]
    [InlineData("""{"a": 0, "b": 0}""", "vocab.json: b: has the id 0, which \"a\" has already")]
    [InlineData("""{"a": 0, "a": 1}""", "vocab.json: a: stands there twice")]
    [InlineData("""{"a": "0"}""", "vocab.json: a: expected a token id (a whole number from 0), found \"0\"")]
    [InlineData("""{"a": -1}""", "found -1")]
    [InlineData("""{"a": 1.5}""", "found 1.5")]
    [InlineData("""{"a": 99999999999}""", "found 99999999999")]
    [InlineData("""["a"]""", "vocab.json: expected an object, found an array")]
    [InlineData("{}", "vocab.json: holds no tokens")]
    [InlineData("""{"a": 0""", "vocab.json: is not valid JSON")]
    [InlineData("""{"\ud800": 0}""", "half a surrogate pair")]
    [InlineData("\uFEFF{}", "vocab.json: begins with a byte-order mark")]
    [InlineData("", "vocab.json: is not valid JSON")]
    public void A_broken_vocabulary_is_refused(string vocabulary, string expected) =>
        Assert.Contains(expected, Refused(("vocab.json", vocabulary)));

    [Theory]
    [InlineData("a b c\n", "merges.txt: line 1: expected two tokens with one space between them, found \"a b c\"")]
    [InlineData("#version: 0.2\n\nab\n", "merges.txt: line 3: expected two tokens")]
    [InlineData("a z\n", "merges.txt: line 1: needs the token \"z\", which the vocabulary lacks")]
    [InlineData("b a\n", "merges.txt: line 1: needs the token \"ba\", which the vocabulary lacks")]
    [InlineData("\uFEFFa b\n", "merges.txt: begins with a byte-order mark")]
    public void Broken_merges_are_refused(string merges, string expected) =>
        Assert.Contains(expected, Refused(("merges.txt", merges)));

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused_with_their_place()
    {
        File.WriteAllBytes(Path.Combine(_folder, "vocab.json"), [(byte)'{', (byte)'"', 0xC3, (byte)'"']);
        File.WriteAllText(Path.Combine(_folder, "merges.txt"), Merges);
        Assert.Contains("vocab.json: is not UTF-8: invalid byte 0xC3 at position 2", Refusal(() => TokenizerFolder.Load(_folder)));
    }

    [Fact]
    public void A_file_that_is_far_too_large_is_refused_before_it_is_read()
    {
        using (var stream = File.Create(Path.Combine(_folder, "tokenizer.json")))
        {
            stream.SetLength(300L << 20);
        }

        Assert.Contains("expected at most", Refusal(() => TokenizerFolder.Load(_folder)));
    }

    [Fact]
    public void JSON_that_is_nested_far_too_deep_is_refused() =>
        Assert.Contains("tokenizer.json: is not valid JSON", Refused(("tokenizer.json", string.Concat(Enumerable.Repeat("[", 100_000)))));

    [Theory]
    [InlineData("""{"model": {"type": "WordLevel"}}""", "tokenizer.json: model: models of type \"WordLevel\" are not supported")]
    [InlineData("""{"version": "2.0"}""", "tokenizer.json: version: expected \"1.0\", found \"2.0\"")]
    [InlineData("""{}""", "tokenizer.json: has no key \"model\"")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 0}}}""", "tokenizer.json: model: has no key \"merges\"")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [["a", "b", "c"]]}}""", "tokenizer.json: model.merges[0]: expected \"left right\"")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [["a", 3]]}}""", "tokenizer.json: model.merges[0][1]: expected a string, found 3")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [], "dropout": 0.1}}""", "model.dropout: expected no dropout")]
    [InlineData("""{"pre_tokenizer": {"type": "Magic"}, "model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""", "pre_tokenizer: pre-tokenizers of type \"Magic\"")]
    [InlineData("""{"normalizer": {"type": "Magic"}, "model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""", "normalizer: normalizers of type \"Magic\"")]
    [InlineData("""{"decoder": {"type": "Magic"}, "model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""", "decoder: decoders of type \"Magic\"")]
    [InlineData("""{"post_processor": {"type": "Magic"}, "model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""", "post_processor: post-processors of type \"Magic\"")]
    [InlineData("""{"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "("}, "behavior": "Isolated"}, "model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""", "pre_tokenizer.pattern.Regex: this regular expression is not supported")]
    [InlineData("""{"added_tokens": [{"id": 0, "content": "<x>"}, {"id": 0, "content": "<y>"}], "model": {"type": "BPE", "vocab": {"a": 5}, "merges": []}}""", "\"<y>\" has the id 0, which \"<x>\" has already")]
    [InlineData("""{"added_tokens": [{"id": 4, "content": "a"}], "model": {"type": "BPE", "vocab": {"a": 5}, "merges": []}}""", "added_tokens[0]: \"a\" has the id 4, but the vocabulary gives it 5")]
    public void A_broken_or_unknown_tokenizer_json_is_refused_with_the_key(string json, string expected) =>
        Assert.Contains(expected, Refused(("tokenizer.json", json)));

    [Theory]
    [InlineData("tokenizer_config.json", """{"eos_token": 3}""", "tokenizer_config.json: eos_token: expected a string, found 3")]
    [InlineData("tokenizer_config.json", """{"eos_token": {"text": "x"}}""", "tokenizer_config.json: eos_token: has no key \"content\"")]
    [InlineData("tokenizer_config.json", """{"padding_side": "up"}""", "tokenizer_config.json: padding_side: expected \"left\" or \"right\", found \"up\"")]
    [InlineData("tokenizer_config.json", """{"added_tokens_decoder": {"x": {"content": "y"}}}""", "added_tokens_decoder.x: expected a token id as the key")]
    [InlineData("tokenizer_config.json", """{"added_tokens_decoder": {"7": {"content": "a"}}}""", "\"a\" has the id 7, but the vocabulary gives it 0")]
    [InlineData("special_tokens_map.json", "[]", "special_tokens_map.json: expected an object, found an array")]
    [InlineData("added_tokens.json", """{"<x>": 1}""", "added_tokens.json: \"<x>\" has the id 1, which \"b\" has already")]
    public void A_broken_configuration_is_refused_with_the_key(string file, string content, string expected) =>
        Assert.Contains(expected, Refused((file, content)));

    [Fact]
    public void Without_an_end_token_asking_for_it_says_where_to_name_it()
    {
        var tokenizer = Load(("vocab.json", Vocabulary), ("merges.txt", Merges), ("tokenizer_config.json", """{"eos_token": null, "bos_token": null, "unk_token": null}"""));
        Assert.Contains("eos_token", Refusal(() => _ = tokenizer.EndId));
    }

    private static string Refusal(Action action) => Assert.Throws<WorkbenchException>(action).Message;

    private string Refused((string Name, string Content) file)
    {
        (string Name, string Content)[] standard = [("vocab.json", Vocabulary), ("merges.txt", Merges)];
        return Refusal(() => Load([.. standard.Where(other => other.Name != file.Name), file]));
    }

    private PipelineTokenizer Load(params (string Name, string Content)[] files)
    {
        foreach (var (name, content) in files)
        {
            File.WriteAllBytes(Path.Combine(_folder, name), Encoding.UTF8.GetBytes(content));
        }

        return TokenizerFolder.Load(_folder);
    }
}
