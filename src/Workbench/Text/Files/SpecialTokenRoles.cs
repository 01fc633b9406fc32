namespace Workbench.Text.Files;

/// <summary>Which token plays which part: what the files say, else what the family implies.</summary>
internal static class SpecialTokenRoles
{
    /// <summary>The roles that are single tokens, in the order in which transformers gives ids to those that are new.</summary>
    internal static readonly IReadOnlyList<(string Key, Func<SpecialTokens, string?> Of)> Single =
    [
        ("bos_token", s => s.Beginning), ("eos_token", s => s.End), ("unk_token", s => s.Unknown), ("sep_token", s => s.Separator),
        ("pad_token", s => s.Padding), ("cls_token", s => s.Classification), ("mask_token", s => s.Mask),
    ];

    private static readonly SpecialTokens Usual = new()
    {
        Beginning = "<s> <|begin_of_text|> <bos> <|startoftext|>",
        End = "</s> <|endoftext|> <|im_end|> <|eot_id|> <eos> <|end_of_text|>",
        Unknown = "<unk> [UNK]",
        Separator = "[SEP]",
        Padding = "<pad> <|pad|> [PAD]",
        Classification = "[CLS]",
        Mask = "<mask> [MASK]",
    };

    /// <summary>Reads the roles; without any configuration, the usual names that the tokenizer has.</summary>
    internal static SpecialTokens Read(TokenizerConfig config, TokenizerFamily? family, Func<string, bool> has)
    {
        if (config.SaysNothing && family is null)
        {
            return Make(role => Of(Usual, role)!.Split(' ').FirstOrDefault(has), []);
        }

        return Make(role => config.Says(role) ? config.Role(role) : family is null ? null : Of(family.Special, role), config.AdditionalSpecialTokens);
    }

    private static string? Of(SpecialTokens special, string role) => Single.First(single => single.Key == role).Of(special);

    private static SpecialTokens Make(Func<string, string?> role, IReadOnlyList<string> additional) => new()
    {
        Beginning = role("bos_token"),
        End = role("eos_token"),
        Unknown = role("unk_token"),
        Separator = role("sep_token"),
        Padding = role("pad_token"),
        Classification = role("cls_token"),
        Mask = role("mask_token"),
        Additional = additional,
    };
}
