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

    /// <summary>Whether a module is a target.</summary>
    public static bool IsTarget(LoraOptions options, IReadOnlyList<string> targets, string name)
    {
        if (Names(options.Excluded, name))
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
    /// <exception cref="WorkbenchException">Versions of PEFT read the patterns differently for this module.</exception>
    public static (int Rank, double Alpha) Strength(LoraOptions options, string name)
    {
        var rank = options.RankPattern.Keys.FirstOrDefault(Fits);
        var alpha = options.AlphaPattern.Keys.FirstOrDefault(Fits);

        // Before 0.14 one key had to serve both: the first one that fits, those of the ranks before those of the alphas.
        if (rank is not null && alpha is not null && rank != alpha)
        {
            throw new WorkbenchException(
                $"LoRA finds the module {name} by \"{rank}\" in {nameof(LoraOptions.RankPattern)} and by \"{alpha}\" in {nameof(LoraOptions.AlphaPattern)}: "
                + "versions of PEFT differ in what that means; use the same key in both.");
        }

        return (
            rank is null ? options.Rank : options.RankPattern[rank],
            alpha is null ? options.Alpha : options.AlphaPattern[alpha]);

        bool Fits(string key) => Matches($@"\A(?:.*\.)?(?:{key})\z", name).Success;
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
