using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>The tokens of every row so far, prompt and padding included, as rules against repetition see them.</summary>
public sealed class TokenHistory : IDisposable
{
    private List<int>[] rows;
    private Tensor ids;
    private int length;

    /// <summary>Starts with the prompts.</summary>
    /// <param name="prompts">int64 [B, Q], padding included.</param>
    /// <param name="maxNewTokens">The most tokens that will be added.</param>
    public TokenHistory(Tensor prompts, int maxNewTokens)
    {
        PromptLength = length = (int)prompts.shape[1];
        ids = prompts.new_empty(prompts.shape[0], length + maxNewTokens).DetachFromDisposeScope();
        using (var place = ids.narrow(1, 0, length))
        {
            place.copy_(prompts);
        }

        using var host = prompts.cpu().flatten();
        var flat = host.data<long>().ToArray();
        rows = [.. Enumerable.Range(0, (int)prompts.shape[0])
            .Select(row => flat.Skip(row * length).Take(length).Select(id => (int)id).ToList())];
    }

    /// <summary>Number of tokens before the first generated one.</summary>
    public int PromptLength { get; }

    /// <summary>Number of tokens so far.</summary>
    public int Length => length;

    /// <summary>The tokens of each row.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Rows => rows;

    /// <summary>The tokens as a view, int64 [B, <see cref="Length"/>]. The caller disposes of the view.</summary>
    public Tensor Ids => ids.narrow(1, 0, length);

    /// <summary>Adds one token a row.</summary>
    /// <param name="tokens">int64 [B].</param>
    /// <param name="values">The same, on the host.</param>
    public void Add(Tensor tokens, ReadOnlySpan<long> values)
    {
        using (var place = ids.select(1, length))
        {
            place.copy_(tokens);
        }

        for (var row = 0; row < rows.Length; row++)
        {
            rows[row].Add((int)values[row]);
        }

        length++;
    }

    /// <summary>Keeps some rows in the given order; a row may be repeated.</summary>
    /// <param name="kept">int64 [B'].</param>
    /// <param name="values">The same, on the host.</param>
    public void Select(Tensor kept, IReadOnlyList<int> values)
    {
        using var old = ids;
        ids = old.index_select(0, kept).DetachFromDisposeScope();
        rows = [.. values.Select(row => new List<int>(rows[row]))];
    }

    /// <summary>Frees the tensor.</summary>
    public void Dispose() => ids.Dispose();
}
