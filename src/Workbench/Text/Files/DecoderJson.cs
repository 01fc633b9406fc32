using Workbench.Text.Pipeline;

namespace Workbench.Text.Files;

/// <summary>Reads the "decoder" of tokenizer.json.</summary>
internal static class DecoderJson
{
    internal static IDecoder Read(JsonPlace place)
    {
        var type = place.Get("type").AsString();
        return type switch
        {
            "Sequence" => new DecoderSequence([.. place.Get("decoders").Items().Select(Read)]),
            "ByteLevel" => new ByteLevelDecoder(),
            "ByteFallback" => new ByteFallbackDecoder(),
            "Fuse" => new FuseDecoder(),
            "Metaspace" => new MetaspaceDecoder(PreTokenizerJson.Mark(place), PreTokenizerJson.Scheme(place) != PrependScheme.Never),
            "Replace" => new ReplaceDecoder(place.Get("pattern").Get("String").AsString(), place.Get("content").AsString()),
            "Strip" => new StripDecoder(place.Get("content").AsString(), place.Get("start").AsId(), place.Get("stop").AsId()),
            "WordPiece" => new WordPieceDecoder(place.Get("prefix").AsString(), place.Get("cleanup").AsBool()),
            _ => throw place.Fault($"decoders of type \"{type}\" are not supported; supported: ByteFallback, ByteLevel, Fuse, Metaspace, Replace, Strip, WordPiece, Sequence"),
        };
    }
}
