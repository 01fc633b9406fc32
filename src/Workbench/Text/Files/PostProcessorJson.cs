using System.Text.Json;
using Workbench.Text.Pipeline;

namespace Workbench.Text.Files;

/// <summary>Reads the "post_processor" of tokenizer.json.</summary>
internal static class PostProcessorJson
{
    internal static IPostProcessor Read(JsonPlace place)
    {
        var type = place.Get("type").AsString();
        return type switch
        {
            "Sequence" => new PostProcessorSequence([.. place.Get("processors").Items().Select(Read)]),
            "BertProcessing" => BertTemplate.Of(TokenAndId(place.Get("cls")), TokenAndId(place.Get("sep"))),
            "ByteLevel" => new ByteLevelPostProcessor(place.Get("trim_offsets").AsBool(), place.Get("add_prefix_space").AsBool()),
            "RobertaProcessing" => new RobertaPostProcessor(
                TokenAndId(place.Get("cls")), TokenAndId(place.Get("sep")),
                place.Find("trim_offsets")?.AsBool() ?? true, place.Find("add_prefix_space")?.AsBool() ?? true),
            "TemplateProcessing" => Template(place),
            _ => throw place.Fault($"post-processors of type \"{type}\" are not supported; supported: BertProcessing, ByteLevel, RobertaProcessing, TemplateProcessing, Sequence"),
        };
    }

    private static (string Token, int Id) TokenAndId(JsonPlace pair) =>
        pair.Value.ValueKind == JsonValueKind.Array && pair.Value.GetArrayLength() == 2
            ? (pair.Items().First().AsString(), pair.Items().Last().AsId())
            : throw pair.Unexpected("[token, id]");

    private static TemplatePostProcessor Template(JsonPlace place)
    {
        Dictionary<string, List<(string, int)>> tokens = [];
        foreach (var (name, token) in place.Get("special_tokens").Members())
        {
            var ids = token.Get("ids").Items().Select(id => id.AsId()).ToList();
            var spellings = token.Get("tokens").Items().Select(t => t.AsString()).ToList();
            tokens[name] = ids.Count == spellings.Count
                ? [.. spellings.Zip(ids)]
                : throw token.Fault($"has {ids.Count} ids and {spellings.Count} tokens; expected as many of both");
        }

        return new TemplatePostProcessor(Pieces(place.Get("single"), tokens), Pieces(place.Get("pair"), tokens));
    }

    private static List<TemplatePiece> Pieces(JsonPlace list, Dictionary<string, List<(string, int)>> tokens) =>
        [.. list.Items().Select(item => Piece(item, tokens))];

    private static TemplatePiece Piece(JsonPlace item, Dictionary<string, List<(string, int)>> tokens)
    {
        if (item.Find("Sequence") is { } sequence)
        {
            var id = sequence.Get("id");
            return id.AsString() switch
            {
                "A" => new TemplatePiece(0, [], sequence.Get("type_id").AsId()),
                "B" => new TemplatePiece(1, [], sequence.Get("type_id").AsId()),
                _ => throw id.Unexpected("\"A\" or \"B\""),
            };
        }

        var special = item.Get("SpecialToken");
        var name = special.Get("id");
        return tokens.TryGetValue(name.AsString(), out var found)
            ? new TemplatePiece(null, found, special.Get("type_id").AsId())
            : throw name.Fault($"\"{name.AsString()}\" is not among the template's special_tokens");
    }
}
