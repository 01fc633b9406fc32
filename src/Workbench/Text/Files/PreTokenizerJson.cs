using Workbench.Text.Pipeline;

namespace Workbench.Text.Files;

/// <summary>Reads the "pre_tokenizer" of tokenizer.json.</summary>
internal static class PreTokenizerJson
{
    internal static IPreTokenizer Read(JsonPlace place)
    {
        var type = place.Get("type").AsString();
        return type switch
        {
            "Sequence" => Sequence(place.Get("pretokenizers")),
            "BertPreTokenizer" => new BertPreTokenizer(),
            "ByteLevel" => new ByteLevelPreTokenizer(place.Get("add_prefix_space").AsBool(), place.Find("use_regex")?.AsBool() ?? true),
            "Split" => new SplitPreTokenizer(PatternJson.Read(place.Get("pattern")), Behavior(place.Get("behavior")), place.Find("invert")?.AsBool() ?? false),
            "Metaspace" => new MetaspacePreTokenizer(Mark(place), Scheme(place), place.Find("split")?.AsBool() ?? true),
            _ => throw place.Fault($"pre-tokenizers of type \"{type}\" are not supported; supported: BertPreTokenizer, ByteLevel, Metaspace, Split, Sequence"),
        };
    }

    internal static string Mark(JsonPlace metaspace) => metaspace.Find("replacement")?.AsString() ?? "\u2581";

    internal static PrependScheme Scheme(JsonPlace metaspace)
    {
        if (metaspace.Find("prepend_scheme") is not { } scheme)
        {
            return metaspace.Find("add_prefix_space")?.AsBool() == false ? PrependScheme.Never : PrependScheme.Always;
        }

        return scheme.AsString() switch
        {
            "always" => PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            _ => throw scheme.Unexpected("\"always\", \"first\" or \"never\""),
        };
    }

    // Bytes are spelt by the model, so the step that asks for it must be the last.
    private static PreTokenizerSequence Sequence(JsonPlace list)
    {
        var items = list.Items().ToList();
        foreach (var item in items.SkipLast(1))
        {
            if (item.Get("type").AsString() == "ByteLevel")
            {
                throw item.Fault("\"ByteLevel\" is supported as the last step only");
            }
        }

        return new PreTokenizerSequence([.. items.Select(Read)]);
    }

    private static SplitBehavior Behavior(JsonPlace behavior) =>
        Enum.TryParse<SplitBehavior>(behavior.AsString(), out var value) && Enum.IsDefined(value)
            ? value
            : throw behavior.Unexpected("Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous");
}
