using System.Text.Json.Nodes;
using Plotly.NET;

namespace PlotlyStandIn.Tests;

public sealed class ParityTests
{
    private static readonly JsonObject s_real = JsonNode.Parse(File.ReadAllText("real-charts.json")).AsObject();

    public static TheoryData<string> Names => [.. Charts.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chart_is_the_one_that_the_real_packages_make(string name)
    {
        var real = s_real[name].DeepClone();
        var ours = JsonNode.Parse(GenericChart.toJson(Charts.All[name]()));
        var realTemplate = TakeTemplate(real);
        var template = TakeTemplate(ours);

        Assert.True(JsonNode.DeepEquals(Plain(real), Plain(ours)), $"real: {real.ToJsonString()}\nours: {ours.ToJsonString()}");
        AssertPart(realTemplate, template, "template");
    }

    [Fact]
    public void Every_chart_of_the_real_packages_is_compared() => Assert.Equal(Charts.All.Keys.Order(), s_real.Select(chart => chart.Key).Order());

    /// <summary>The default template is a slice: what it has must be the real one's.</summary>
    private static void AssertPart(JsonNode whole, JsonNode part, string path)
    {
        switch (part)
        {
            case null:
                Assert.Null(whole);
                break;
            case JsonObject properties:
                foreach (var (name, value) in properties)
                {
                    AssertPart(whole[name], value, $"{path}.{name}");
                }

                break;
            case JsonArray items:
                Assert.Equal(whole.AsArray().Count, items.Count);
                for (int i = 0; i < items.Count; i++)
                {
                    AssertPart(whole[i], items[i], $"{path}[{i}]");
                }

                break;
            default:
                Assert.True(JsonNode.DeepEquals(Plain(whole), Plain(part)), $"{path}: real {whole?.ToJsonString()}, ours {part.ToJsonString()}");
                break;
        }
    }

    private static JsonNode TakeTemplate(JsonNode chart)
    {
        var layout = chart["layout"].AsObject();
        var template = layout["template"]?.DeepClone();
        layout.Remove("template");
        return template;
    }

    /// <summary>Numbers in one notation: 1 and 1.0 are the same.</summary>
    private static JsonNode Plain(JsonNode node) => node switch
    {
        JsonObject properties => new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, Plain(property.Value)))),
        JsonArray items => new JsonArray(items.Select(Plain).ToArray()),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create(value.GetValue<double>()),
        _ => node?.DeepClone(),
    };
}
