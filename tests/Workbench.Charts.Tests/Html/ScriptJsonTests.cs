using System.Text.Json;

namespace Workbench.Charts.Tests;

public sealed class ScriptJsonTests
{
    [Fact]
    public void Nothing_in_it_can_end_the_script_and_it_still_means_the_same()
    {
        foreach (string text in Hostile.Texts.Where(text => !text.Contains('\ud800')))
        {
            string json = ScriptJson.Escape(JsonSerializer.Serialize(text, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

            Assert.DoesNotContain('<', json);
            Assert.DoesNotContain('>', json);
            Assert.DoesNotContain('&', json);
            Assert.DoesNotContain('\u2028', json);
            Assert.DoesNotContain('\u2029', json);
            Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
        }
    }

    [Fact]
    public void Half_of_a_surrogate_pair_becomes_the_replacement_character() => Assert.Equal("\"a\ufffdb\U0001f600\"", ScriptJson.Escape("\"a\ud800b\U0001f600\""));
}
