namespace Workbench.Generation;

/// <summary>How responses are sampled. Defaults are those that PPO needs: the plain distribution of the model, nothing cut off.</summary>
public sealed record GenerationOptions
{
    /// <summary>Most tokens a response may have, the end token included. At least 1.</summary>
    public required int MaxNewTokens { get; init; }

    /// <summary>The end token is barred until a response has this many tokens. PPO with a value above 0 biases the KL estimate.</summary>
    public int MinNewTokens { get; init; }

    /// <summary>False: always the most likely token. True: sample.</summary>
    public bool Sample { get; init; } = true;

    /// <summary>Logits are divided by this before sampling; above 0.</summary>
    public double Temperature { get; init; } = 1.0;

    /// <summary>Only the k most likely tokens may be drawn; 0 allows all.</summary>
    public int TopK { get; init; }

    /// <summary>Only the smallest set of tokens whose probability reaches this may be drawn; 1 allows all.</summary>
    public double TopP { get; init; } = 1.0;

    /// <summary>A response ends with (and includes) the first of these ids.</summary>
    public required IReadOnlyList<int> EndIds { get; init; }

    /// <summary>The id behind the end of a response.</summary>
    public required int PadId { get; init; }
}
