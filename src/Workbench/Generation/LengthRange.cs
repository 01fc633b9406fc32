namespace Workbench.Generation;

/// <summary>
/// The length limit of a response, drawn anew each time: uniformly from the whole numbers in [Shortest, Longest), as TRL's LengthSampler draws
/// max_new_tokens (the detoxification lab: 100 to 400).
/// </summary>
/// <param name="Shortest">The least limit; at least 1.</param>
/// <param name="Longest">One more than the largest limit; above <paramref name="Shortest"/>.</param>
public sealed record LengthRange(int Shortest, int Longest)
{
    /// <summary>Whether one limit is drawn for a whole batch, as TRL's <c>generate(…, length_sampler)</c> does, instead of one a response (the lab).</summary>
    public bool PerBatch { get; init; }

    /// <summary>Whether the limits make sense.</summary>
    internal bool IsSound => Shortest >= 1 && Longest > Shortest;

    /// <summary>The limit of a row.</summary>
    /// <param name="uniforms">The luck of the batch.</param>
    /// <param name="row">The row.</param>
    /// <param name="step">A step that no token is drawn at, so that lengths and tokens do not hang together.</param>
    internal int Draw(IUniforms uniforms, int row, int step) =>
        Math.Min(Longest - 1, Shortest + (int)(uniforms.At(PerBatch ? 0 : row, step) * (Longest - Shortest)));
}
