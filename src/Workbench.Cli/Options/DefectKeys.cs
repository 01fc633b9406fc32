using System.Text.Json;
using System.Text.Json.Nodes;
using Workbench.Experiments;
using Workbench.Training;

namespace Workbench.Cli.Options;

/// <summary>What a person types behind <c>--set</c> to bring a known defect back.</summary>
public static class DefectKeys
{
    private const string Training = "ppo.training";

    /// <summary>Keys of defects that lie outside PPO's own options.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Elsewhere { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["The reference of an adapter policy is the bare base model"] = ["ppo.reference=base"],
        ["The largest score is taken for the label's"] = ["rewards.0.takeLargest=true"],
        ["Prompt and response are scored together"] = ["rewards.0.includePrompt=true"],
    };

    /// <summary>The keys with their values, KEY=VALUE each; empty where there is no way back.</summary>
    /// <param name="defect">The defect.</param>
    public static IReadOnlyList<string> Of(KnownDefect defect)
    {
        if (defect.Switch is not { } on)
        {
            return Elsewhere.GetValueOrDefault(defect.Name) ?? [];
        }

        var clean = new PpoConfig().Ppo.Training;
        return [.. Differing(Training, Node(clean), Node(on(clean)))];
    }

    private static IEnumerable<string> Differing(string key, JsonNode? before, JsonNode? after)
    {
        if (before is JsonObject clean && after is JsonObject changed)
        {
            return changed.SelectMany(pair => Differing($"{key}.{pair.Key}", clean[pair.Key], pair.Value));
        }

        return JsonNode.DeepEquals(before, after) ? [] : [$"{key}={(after is JsonValue value && value.TryGetValue<string>(out var text) ? text : after?.ToJsonString())}"];
    }

    private static JsonNode? Node(PpoOptions options) => JsonSerializer.SerializeToNode(options, ConfigJson.Options);
}
