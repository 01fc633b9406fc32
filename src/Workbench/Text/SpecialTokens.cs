namespace Workbench.Text;

/// <summary>Which tokens play the special parts, as the checkpoint names them; null where it has none.</summary>
public sealed record SpecialTokens
{
    /// <summary>Begins a text ("bos_token").</summary>
    public string? Beginning { get; init; }

    /// <summary>Ends a text or a response ("eos_token").</summary>
    public string? End { get; init; }

    /// <summary>Stands for what the vocabulary cannot spell ("unk_token").</summary>
    public string? Unknown { get; init; }

    /// <summary>Stands between texts ("sep_token").</summary>
    public string? Separator { get; init; }

    /// <summary>Fills a batch ("pad_token").</summary>
    public string? Padding { get; init; }

    /// <summary>Where a classifier reads ("cls_token").</summary>
    public string? Classification { get; init; }

    /// <summary>Hides a word ("mask_token").</summary>
    public string? Mask { get; init; }

    /// <summary>Further special tokens ("additional_special_tokens").</summary>
    public IReadOnlyList<string> Additional { get; init; } = [];
}
