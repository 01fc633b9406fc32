using Workbench.Text.Pipeline;

namespace Workbench.Text.Files;

/// <summary>BOS before and EOS behind each text, as tokenizer_config.json's add_bos_token (true unless said) and add_eos_token (false) want it.</summary>
internal static class LlamaTemplate
{
    internal static TemplatePostProcessor Read(TokenizerConfig config, SpecialTokens special, IReadOnlyList<AddedToken> added)
    {
        var before = Tokens("add_bos_token", true, "bos_token", special.Beginning);
        var behind = Tokens("add_eos_token", false, "eos_token", special.End);
        List<TemplatePiece> single = [.. Pieces(before, 0), new TemplatePiece(0, [], 0), .. Pieces(behind, 0)];
        return new TemplatePostProcessor(single, [.. single, .. Pieces(before, 1), new TemplatePiece(1, [], 1), .. Pieces(behind, 1)]);

        (string, int)? Tokens(string flag, bool standard, string role, string? token)
        {
            if (!(config.Flag(flag) ?? standard))
            {
                return null;
            }

            return added.FirstOrDefault(t => t.Content == token) is { } found
                ? (found.Content, found.Id)
                : throw new WorkbenchException($"tokenizer_config.json: {flag} is true, but {role} names no token");
        }
    }

    private static IEnumerable<TemplatePiece> Pieces((string Token, int Id)? token, int segment) =>
        token is { } found ? [new TemplatePiece(null, [found], segment)] : [];
}
