using System.Text.RegularExpressions;

namespace Workbench.Models.Lora;

/// <summary>The rules by which PEFT's settings pick modules by their names.</summary>
internal static class LoraMatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The usual targets of a family, by model_type.</summary>
    public static IReadOnlyList<string>? UsualTargets(string? modelType) => modelType switch
    {
        "t5" => ["q", "v"],
        "gpt2" => ["c_attn"],
        "opt" or "llama" or "qwen2" or "mistral" => ["q_proj", "v_proj"],
        "gpt_neox" => ["query_key_value"],
        "bert" or "roberta" => ["query", "value"],
        _ => null,
    };

    /// <summary>Whether a name is one of the entries, or ends with a dot and one of them.</summary>
    public static bool Names(IReadOnlyList<string> entries, string name) =>
        entries.Contains(name) || entries.Any(entry => name.EndsWith("." + entry, StringComparison.Ordinal));

    /// <summary>Whether a module gets no addition in any case.</summary>
    public static bool IsExcluded(LoraOptions options, string name) => options.ExcludedPattern is { } pattern
        ? Matches($@"\A(?:{pattern})\z", name).Success
        : Names(options.Excluded, name);

    /// <summary>Whether a module is a target.</summary>
    public static bool IsTarget(LoraOptions options, IReadOnlyList<string> targets, string name)
    {
        if (IsExcluded(options, name))
        {
            return false;
        }

        if (options.TargetPattern is { } pattern)
        {
            return Matches($@"\A(?:{pattern})\z", name).Success;
        }

        return targets.Contains(name) || (Names(targets, name) && InLayers(options, name));
    }

    /// <summary>The rank and the alpha of a module: the values of the first keys that its name ends with.</summary>
    public static (int Rank, double Alpha) Strength(LoraOptions options, string name)
    {
        var rank = options.RankPattern.Keys.FirstOrDefault(key => EndsWith(options, key, name));
        var alpha = options.AlphaPattern.Keys.FirstOrDefault(key => EndsWith(options, key, name));
        if (options.OneKeyForRankAndAlpha)
        {
            rank ??= alpha;
            alpha = rank;
        }

        return (
            rank is null ? options.Rank : options.RankPattern.GetValueOrDefault(rank, options.Rank),
            alpha is null ? options.Alpha : options.AlphaPattern.GetValueOrDefault(alpha, options.Alpha));
    }

    /// <summary>
    /// The ranks and alphas as every version of PEFT reads them alike: as they are where that is so, else with a key for each module that has its own.
    /// </summary>
    public static LoraOptions WithPlainPatterns(LoraOptions options, IReadOnlyCollection<string> targets)
    {
        var (one, two) = (options with { OneKeyForRankAndAlpha = true }, options with { OneKeyForRankAndAlpha = false });
        if (targets.All(name => Strength(one, name) == Strength(two, name)))
        {
            return options;
        }

        var strengths = targets.Order(StringComparer.Ordinal).Select(name => (Key: Regex.Escape(name[(name.IndexOf('.') + 1)..]), Value: Strength(options, name)))
            .Where(module => module.Value != (options.Rank, options.Alpha)).ToArray();
        return options with
        {
            RankPattern = strengths.ToDictionary(module => module.Key, module => module.Value.Rank),
            AlphaPattern = strengths.ToDictionary(module => module.Key, module => module.Value.Alpha),
        };
    }

    private static bool InLayers(LoraOptions options, string name)
    {
        if (options.Layers is not { Count: > 0 } layers)
        {
            return true;
        }

        var lists = options.LayerLists.Count == 0 ? ["[^.]*"] : options.LayerLists;
        var found = lists.Select(list => Matches($@"\A.*\.{list}\.(\d+)\.", name)).FirstOrDefault(match => match.Success);
        return found is not null && int.TryParse(found.Groups[^1].Value, out var layer) && layers.Contains(layer);
    }

    private static bool EndsWith(LoraOptions options, string key, string name) =>
        Matches(options.OneKeyForRankAndAlpha ? $@"\A(?:.*\.{key}$)" : $@"\A(?:.*\.)?(?:{key})\z", name).Success;

    private static Match Matches(string pattern, string name)
    {
        try
        {
            return Regex.Match(name, pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (RegexParseException e)
        {
            throw new WorkbenchException($"The pattern {Shown(pattern)} of a LoRA adapter is no regular expression: {e.Message}", e);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new WorkbenchException($"The pattern {Shown(pattern)} of a LoRA adapter takes too long to match; write it more simply.", e);
        }
    }

    private static string Shown(string pattern) => pattern.Length <= 80 ? pattern : pattern[..80] + "…";
}
