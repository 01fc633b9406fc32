namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "Metaspace" decoder: the mark becomes a space; in the first token it vanishes, if the tokenizer puts marks before texts.</summary>
internal sealed class MetaspaceDecoder(string mark, bool dropInFirst) : IDecoder
{
    public List<string> Decode(List<string> tokens) =>
        [.. tokens.Select((token, i) => token.Replace(mark, i == 0 && dropInFirst ? "" : " ", StringComparison.Ordinal))];
}
