namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "Fuse": all tokens become one.</summary>
internal sealed class FuseDecoder : IDecoder
{
    public List<string> Decode(List<string> tokens) => [string.Concat(tokens)];
}
