namespace Workbench.Text.Files;

/// <summary>
/// Gathers the added tokens of a tokenizer as transformers does: those of tokenizer.json, those of tokenizer_config.json's
/// added_tokens_decoder (whose flags win) or of added_tokens.json, and every special token. New ones get the next free ids.
/// </summary>
internal static class AddedTokenTable
{
    internal static List<AddedToken> Build(
        IReadOnlyDictionary<string, int> vocabulary, IReadOnlyList<AddedToken> own, TokenizerConfig config, SpecialTokens special)
    {
        List<AddedToken> tokens = [];
        var contents = vocabulary.ToDictionary(pair => pair.Value, pair => pair.Key);
        var next = vocabulary.Values.DefaultIfEmpty(-1).Max() + 1;
        foreach (var token in own)
        {
            Put(token, "tokenizer.json: added_tokens");
        }

        if (config.AddedTokensDecoder() is { } decoder)
        {
            decoder.ForEach(token => Put(token, "tokenizer_config.json: added_tokens_decoder"));
        }
        else
        {
            foreach (var (content, id) in config.AddedTokensFile())
            {
                if (!tokens.Exists(token => token.Content == content && token.Id == id))
                {
                    Put(Flags(content, id), "added_tokens.json");
                }
            }
        }

        foreach (var content in SpecialTokenRoles.Single.Select(role => role.Of(special)).Concat(special.Additional))
        {
            if (!string.IsNullOrEmpty(content) && !tokens.Exists(token => token.Content == content))
            {
                Put(Flags(content, vocabulary.TryGetValue(content, out var id) ? id : next), "special_tokens_map.json");
            }
        }

        return tokens;

        void Put(AddedToken token, string where)
        {
            if (vocabulary.TryGetValue(token.Content, out var known) && known != token.Id)
            {
                throw new WorkbenchException($"{where}: \"{token.Content}\" has the id {token.Id}, but the vocabulary gives it {known}");
            }

            var taken = contents.GetValueOrDefault(token.Id) ?? tokens.Find(other => other.Id == token.Id)?.Content;
            if (taken != null && taken != token.Content)
            {
                throw new WorkbenchException($"{where}: \"{token.Content}\" has the id {token.Id}, which \"{taken}\" has already");
            }

            if (tokens.Find(other => other.Content == token.Content && other.Id != token.Id) is { } same)
            {
                throw new WorkbenchException($"{where}: \"{token.Content}\" has the id {token.Id}, but elsewhere {same.Id}");
            }

            tokens.RemoveAll(other => other.Content == token.Content);
            tokens.Add(token);
            next = Math.Max(next, token.Id + 1);
        }

        // As transformers: what a role was written with as an object, else not normalised if special; RoBERTa's mask takes the space before it.
        AddedToken Flags(string content, int id)
        {
            foreach (var (key, of) in SpecialTokenRoles.Single)
            {
                if (of(special) == content)
                {
                    return config.RoleToken(key, id)
                        ?? new AddedToken(content, id) { Special = true, Normalized = false, StripLeft = key == "mask_token" && content == "<mask>" };
                }
            }

            var isSpecial = special.Additional.Contains(content);
            return new AddedToken(content, id) { Special = isSpecial, Normalized = !isSpecial };
        }
    }
}
