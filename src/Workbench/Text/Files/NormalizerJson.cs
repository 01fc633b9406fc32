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
            "NFC" => new NfcNormalizer(),
            "Precompiled" => Precompiled(place.Get("precompiled_charsmap")),
            "Prepend" => new PrependNormalizer(place.Get("prepend").AsString()),
            "Replace" => Replace(place.Get("pattern"), place.Get("content").AsString()),
            "Strip" => new StripNormalizer(place.Get("strip_left").AsBool(), place.Get("strip_right").AsBool()),
            _ => throw place.Fault($"normalizers of type \"{type}\" are not supported; supported: NFC, Precompiled, Prepend, Replace, Strip, Sequence"),
        };
    }

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
