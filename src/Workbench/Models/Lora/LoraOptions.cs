using System.Globalization;

namespace Workbench.Models.Lora;

/// <summary>
/// A low-rank adapter (Hu et al. 2022): y = W x + scale B A x with A [r, in] and B [out, r]; only A and B are trained. Settings and defaults are
/// those of PEFT's LoraConfig.
/// </summary>
public sealed record LoraOptions
{
    /// <summary>r, the width between A and B; at least 1.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>The scale is alpha / r.</summary>
    public double Alpha { get; init; } = 8;

    /// <summary>Whether the scale is alpha / sqrt(r) instead (Kalajdzievski 2023).</summary>
    public bool RankStabilised { get; init; }

    /// <summary>Share of the inputs of A that is dropped while the model is in training mode; in [0, 1).</summary>
    public double Dropout { get; init; }

    /// <summary>
    /// The modules that get an addition: a module whose full name is one of these or ends with a dot and one of these. "all-linear" alone means
    /// every projection but the head. Null takes the family's usual ones.
    /// </summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>A regular expression that a module's whole name must match, instead of <see cref="Targets"/>.</summary>
    public string? TargetPattern { get; init; }

    /// <summary>Modules that get none although they are targets; matched as <see cref="Targets"/> are.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>A regular expression instead of <see cref="Excluded"/>: a module whose whole name it matches gets none.</summary>
    public string? ExcludedPattern { get; init; }

    /// <summary>Only modules of these layers; null for all layers. Without effect on a full name in <see cref="Targets"/> or on a pattern.</summary>
    public IReadOnlyList<int>? Layers { get; init; }

    /// <summary>Names of the lists that <see cref="Layers"/> counts in, such as "h"; empty for any.</summary>
    public IReadOnlyList<string> LayerLists { get; init; } = [];

    /// <summary>Other ranks for modules whose name ends with the key (a regular expression); the first that fits counts.</summary>
    public IReadOnlyDictionary<string, int> RankPattern { get; init; } = new Dictionary<string, int>();

    /// <summary>Other alphas for modules whose name ends with the key (a regular expression); the first that fits counts.</summary>
    public IReadOnlyDictionary<string, double> AlphaPattern { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// Whether one key serves both patterns, as before version 0.14 of PEFT: the first that fits, those of the ranks before those of the alphas.
    /// </summary>
    internal bool OneKeyForRankAndAlpha { get; init; }

    /// <summary>Biases that are trained too.</summary>
    public LoraBias Bias { get; init; }

    /// <summary>Modules that are trained as a whole, as copies: every module whose name ends with one of these.</summary>
    public IReadOnlyList<string> ModulesToSave { get; init; } = [];

    /// <summary>How a new adapter starts.</summary>
    public LoraStart Start { get; init; }

    /// <summary>Checks every number.</summary>
    /// <param name="owner">What messages call the options.</param>
    /// <exception cref="WorkbenchException">An option lies outside its range.</exception>
    public void Validate(string owner = nameof(LoraOptions))
    {
        Require(Rank is >= 1 and <= 1 << 16, nameof(Rank), Rank, "in [1, 65536]");
        Require(double.IsFinite(Alpha), nameof(Alpha), Alpha, "finite");
        Require(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "in [0, 1)");
        Require(Targets is null || TargetPattern is null, nameof(TargetPattern), TargetPattern, $"null while {nameof(Targets)} is set");
        Require(Excluded.Count == 0 || ExcludedPattern is null, nameof(ExcludedPattern), ExcludedPattern, $"null while {nameof(Excluded)} is set");
        Require(Targets is null || Targets.Count > 0, nameof(Targets), "empty", "null for the family's usual modules, or name at least one");
        foreach (var (key, rank) in RankPattern)
        {
            Require(rank is >= 1 and <= 1 << 16, $"{nameof(RankPattern)}[{key}]", rank, "in [1, 65536]");
        }

        foreach (var (key, alpha) in AlphaPattern)
        {
            Require(double.IsFinite(alpha), $"{nameof(AlphaPattern)}[{key}]", alpha, "finite");
        }

        void Require(bool holds, string option, object? value, string allowed)
        {
            if (!holds)
            {
                throw new WorkbenchException(string.Create(
                    CultureInfo.InvariantCulture, $"The option {OptionName.Of($"{owner}.{option}")} is {value}; it must be {allowed}."));
            }
        }
    }
}
