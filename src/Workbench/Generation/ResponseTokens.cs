using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>The tokens of a batch of responses as they come, and where each ends.</summary>
internal sealed class ResponseTokens
{
    private readonly GenerationOptions options;
    private readonly long[] tokens;
    private readonly int[] lengths;
    private readonly int[] limits;
    private readonly Func<int, bool>[][] watches;

    /// <summary>Begins.</summary>
    /// <param name="batch">Number of responses.</param>
    /// <param name="options">When they end.</param>
    /// <param name="before">What came before the first token of a response, for <see cref="IStopRule"/>.</param>
    /// <param name="limits">The length limit of each; null takes the options' for all.</param>
    public ResponseTokens(int batch, GenerationOptions options, Func<int, IReadOnlyList<int>> before, int[]? limits = null)
    {
        this.limits = limits ?? [.. Enumerable.Repeat(options.MaxNewTokens, batch)];
        this.options = options;
        tokens = new long[batch * options.MaxNewTokens];
        Array.Fill(tokens, options.PadId);
        lengths = new int[batch];
        Ended = new bool[batch];
        watches = [.. Enumerable.Range(0, batch).Select(row => options.StopRules.Select(rule => rule.Watch(before(row))).ToArray())];
    }

    /// <summary>Whether each response ended before the length limit.</summary>
    public bool[] Ended { get; }

    /// <summary>Whether a response takes no more tokens.</summary>
    public bool IsComplete(int row) => Ended[row] || lengths[row] == limits[row];

    /// <summary>The responses of so many tokens.</summary>
    public IEnumerable<int> RowsOfLength(int length) => Enumerable.Range(0, lengths.Length).Where(row => lengths[row] == length);

    /// <summary>The last token of a response.</summary>
    public int Last(int row) => (int)tokens[row * options.MaxNewTokens + lengths[row] - 1];

    /// <summary>Adds a token to a response; false if it is complete then.</summary>
    public bool Add(int row, long token)
    {
        tokens[row * options.MaxNewTokens + lengths[row]++] = token;
        var ended = options.EndIds.Contains((int)token) || options.StopSequences.Any(stop => EndsWith(row, stop));
        foreach (var watch in watches[row])
        {
            ended |= watch((int)token);
        }

        Ended[row] = ended;
        return !IsComplete(row);
    }

    /// <summary>All responses, right-padded to the longest.</summary>
    public TokenBatch ToBatch(Device device)
    {
        using var scope = NewDisposeScope();
        var width = lengths.Max();
        var ids = tensor(tokens, [lengths.Length, options.MaxNewTokens], device: device).narrow(1, 0, width).contiguous();
        var ends = tensor(lengths.Select(length => (long)length).ToArray(), device: device).unsqueeze(1);
        var mask = arange(width, dtype: ScalarType.Int64, device: device).lt(ends);
        return new TokenBatch(ids.DetachFromDisposeScope(), mask.DetachFromDisposeScope());
    }

    private bool EndsWith(int row, IReadOnlyList<int> stop)
    {
        var start = lengths[row] - stop.Count;
        return start >= 0 && stop.Select((id, i) => tokens[row * options.MaxNewTokens + start + i] == id).All(same => same);
    }
}
