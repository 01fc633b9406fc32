using System.Text.Json;
using Workbench.Text.Pipeline;

namespace Workbench.Text.Files;

/// <summary>Reads tokenizer.json, the file in which Hugging Face's tokenizers library keeps a whole pipeline.</summary>
internal static class TokenizerJson
{
    internal const string Name = "tokenizer.json";

    /// <exception cref="WorkbenchException">The file is broken, or uses a part that is not supported; the message names the key.</exception>
    internal static TokenizerParts Read(byte[] bytes)
    {
        var root = JsonPlace.Parse(Name, bytes);
        if (root.Find("version") is { } version && version.AsString() != "1.0")
        {
            throw version.Unexpected("\"1.0\"");
        }

        var byteLevel = root.Find("pre_tokenizer") is { } pre && UsesByteLevel(pre);
        var model = Model(root.Get("model"), byteLevel);
        return new TokenizerParts
        {
            Normalizer = root.Find("normalizer") is { } normalizer ? NormalizerJson.Read(normalizer) : null,
            PreTokenizer = root.Find("pre_tokenizer") is { } preTokenizer ? PreTokenizerJson.Read(preTokenizer) : null,
            Model = model,
            PostProcessor = root.Find("post_processor") is { } post ? PostProcessorJson.Read(post) : null,
            Decoder = root.Find("decoder") is { } decoder ? DecoderJson.Read(decoder) : null,
            AddedTokens = root.Find("added_tokens") is { } added ? AddedTokens(added, model.Vocabulary) : [],
        };
    }

    private static ITokenModel Model(JsonPlace model, bool byteLevel)
    {
        // Files of older versions name no type; a BPE is known by its merges, a WordPiece by the length of its words.
        var type = model.Find("type")?.AsString() ?? (model.Find("merges") is not null ? "BPE" : model.Find("max_input_chars_per_word") is not null ? "WordPiece" : "none");
        return type switch
        {
            "BPE" => Bpe(model, byteLevel),
            "Unigram" => Unigram(model),
            "WordPiece" => new WordPieceModel(
                BpeFiles.Vocabulary(model.Get("vocab")), model.Get("unk_token").AsString(), model.Get("continuing_subword_prefix").AsString(),
                model.Get("max_input_chars_per_word").AsId()),
            _ => throw model.Fault($"models of type \"{type}\" are not supported; supported: BPE, Unigram, WordPiece"),
        };
    }

    private static BpeModel Bpe(JsonPlace model, bool byteLevel)
    {
        var vocabulary = BpeFiles.Vocabulary(model.Get("vocab"));
        var prefix = model.Find("continuing_subword_prefix")?.AsString();
        var suffix = model.Find("end_of_word_suffix")?.AsString();
        var fallback = model.Find("byte_fallback")?.AsBool() ?? false;
        if (model.Find("dropout") is { } dropout && dropout.AsNumber() != 0)
        {
            throw dropout.Unexpected("no dropout: a tokenizer that changes its mind makes nothing repeatable");
        }

        if (fallback && (prefix ?? "").Length + (suffix ?? "").Length > 0)
        {
            throw model.Fault("byte_fallback together with continuing_subword_prefix or end_of_word_suffix is not supported");
        }

        return new BpeModel(vocabulary, BpeFiles.Merges(model.Get("merges"), vocabulary, prefix), new BpeModelOptions
        {
            ByteLevel = byteLevel,
            UnknownToken = model.Find("unk_token")?.AsString(),
            FuseUnknown = model.Find("fuse_unk")?.AsBool() ?? false,
            ByteFallback = fallback,
            IgnoreMerges = model.Find("ignore_merges")?.AsBool() ?? false,
            ContinuingSubwordPrefix = prefix,
            EndOfWordSuffix = suffix,
        });
    }

    private static UnigramModel Unigram(JsonPlace model)
    {
        List<(string, double)> pieces = [];
        foreach (var item in model.Get("vocab").Items())
        {
            pieces.Add(item.Value.ValueKind == JsonValueKind.Array && item.Value.GetArrayLength() == 2
                ? (item.Items().First().AsString(), item.Items().Last().AsNumber())
                : throw item.Unexpected("[piece, score]"));
        }

        if (pieces.Count == 0)
        {
            throw model.Get("vocab").Fault("holds no tokens");
        }

        var unknown = model.Find("unk_id");
        return unknown is { } place && place.AsId() >= pieces.Count
            ? throw place.Unexpected($"a piece's number below {pieces.Count}")
            : new UnigramModel(pieces, unknown?.AsId(), model.Find("byte_fallback")?.AsBool() ?? false);
    }

    private static bool UsesByteLevel(JsonPlace preTokenizer) =>
        preTokenizer.Get("type").AsString() switch
        {
            "ByteLevel" => true,
            "Sequence" => preTokenizer.Get("pretokenizers").Items().Any(UsesByteLevel),
            _ => false,
        };

    private static List<AddedToken> AddedTokens(JsonPlace list, IReadOnlyDictionary<string, int> vocabulary)
    {
        List<AddedToken> tokens = [];
        foreach (var item in list.Items())
        {
            var token = AddedTokenJson.Read(item, item.Get("id").AsId());
            if (vocabulary.TryGetValue(token.Content, out var id) && id != token.Id)
            {
                throw item.Fault($"\"{token.Content}\" has the id {token.Id}, but the vocabulary gives it {id}");
            }

            tokens.Add(token);
        }

        return tokens;
    }
}
