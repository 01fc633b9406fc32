using Workbench.Text.Pipeline;

namespace Workbench.Text.Files;

/// <summary>Reads the "normalizer" of tokenizer.json.</summary>
internal static class NormalizerJson
{
    internal static INormalizer Read(JsonPlace place)
    {
        var type = place.Get("type").AsString();
        return type switch
        {
            "Sequence" => new NormalizerSequence([.. place.Get("normalizers").Items().Select(Read)]),
            "BertNormalizer" => Bert(place),
            "Lowercase" => new LowercaseNormalizer(),
            "NFC" => new UnicodeNormalizer(compatibility: false, compose: true),
            "NFD" => new UnicodeNormalizer(compatibility: false, compose: false),
            "NFKC" => new UnicodeNormalizer(compatibility: true, compose: true),
            "NFKD" => new UnicodeNormalizer(compatibility: true, compose: false),
            "Precompiled" => Precompiled(place.Get("precompiled_charsmap")),
            "Prepend" => new PrependNormalizer(place.Get("prepend").AsString()),
            "Replace" => Replace(place.Get("pattern"), place.Get("content").AsString()),
            "Strip" => new StripNormalizer(place.Get("strip_left").AsBool(), place.Get("strip_right").AsBool()),
            "StripAccents" => new StripAccentsNormalizer(),
            _ => throw place.Fault($"normalizers of type \"{type}\" are not supported; supported: BertNormalizer, Lowercase, NFC, NFD, NFKC, NFKD, Precompiled, Prepend, Replace, Strip, StripAccents, Sequence"),
        };
    }

    private static BertNormalizer Bert(JsonPlace place) => new(new BertNormalizerOptions
    {
        CleanText = place.Get("clean_text").AsBool(),
        HandleIdeographs = place.Get("handle_chinese_chars").AsBool(),
        StripAccents = place.Find("strip_accents")?.AsBool(),
        Lowercase = place.Get("lowercase").AsBool(),
    });

    private static PrecompiledNormalizer Precompiled(JsonPlace map)
    {
        try
        {
            return new PrecompiledNormalizer(Convert.FromBase64String(map.AsString()));
        }
        catch (FormatException e)
        {
            throw new WorkbenchException(map.Fault(e.Message).Message, e);
        }
    }

    private static ReplaceNormalizer Replace(JsonPlace pattern, string content) =>
        pattern.Find("String") is { } literal
            ? new ReplaceNormalizer(literal.AsString(), content)
            : new ReplaceNormalizer(PatternJson.Regex(pattern.Get("Regex")), content);
}
