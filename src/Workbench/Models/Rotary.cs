using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// Rotary position embedding (Su et al. 2021) with the dimensions in halves: the pair (i, i + d/2) turns by position / base^(2i/d).
/// </summary>
internal sealed class Rotary
{
    /// <summary>The base where a configuration has none.</summary>
    public const double UsualBase = 10000;

    private readonly float[] frequencies;
    private readonly double length;
    private readonly int settled;
    private readonly Func<long, float[]>? grown;

    private Rotary(float[] frequencies, double length, int settled = 0, Func<long, float[]>? grown = null) =>
        (this.frequencies, this.length, this.settled, this.grown) = (frequencies, length, settled, grown);

    /// <summary>Follows rope_theta (or another key) and rope_scaling of a configuration.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="width">How many dimensions of a head turn; even.</param>
    /// <param name="positions">max_position_embeddings.</param>
    /// <param name="baseKey">The key of the base, 10000 where it is missing.</param>
    /// <exception cref="WorkbenchException">The scaling is of a kind that is not supported.</exception>
    public static Rotary Of(ModelConfig config, int width, int positions, string baseKey = "rope_theta")
    {
        var rate = config.Double(baseKey, UsualBase, 1e-6, 1e18);
        var frequencies = Frequencies((float)rate, width);
        if (RotaryScaling.Of(config, positions) is not { } scaling)
        {
            return new Rotary(frequencies, 1);
        }

        return scaling.Grows
            ? new Rotary(frequencies, 1, positions, tokens => Frequencies(scaling.Base((float)rate, width, tokens), width))
            : new Rotary(scaling.Apply(frequencies, rate), scaling.Length());
    }

    /// <summary>The tables that <see cref="Turn"/> needs, once a forward pass.</summary>
    /// <param name="pass">Gives the positions.</param>
    /// <param name="type">The dtype of the states.</param>
    /// <returns>Cosines and signed sines, [B, 1, T, width] each.</returns>
    public (Tensor Cosine, Tensor Sine) Tables(ForwardPass pass, ScalarType type)
    {
        var rates = tensor(FrequenciesFor(pass), device: pass.Positions.device);
        var angles = pass.Positions.to(ScalarType.Float32).view(pass.Batch, 1, -1, 1) * rates;       // [B, 1, T, width/2]
        var (cosine, sine) = (angles.cos(), angles.sin());
        if (length != 1)
        {
            (cosine, sine) = (cosine * length, sine * length);
        }

        return (cat([cosine, cosine], -1).to(type), cat([-sine, sine], -1).to(type));
    }

    /// <summary>Turns the first dimensions of each head, as many as the tables have; the rest stay.</summary>
    /// <param name="heads">[B, h, T, d].</param>
    /// <param name="tables">From <see cref="Tables"/>.</param>
    public static Tensor Turn(Tensor heads, (Tensor Cosine, Tensor Sine) tables)
    {
        var (width, turned) = (heads.shape[3], tables.Cosine.shape[3]);
        var part = turned == width ? heads : heads.narrow(3, 0, turned);
        var result = part * tables.Cosine + part.roll(turned / 2, 3) * tables.Sine;
        return turned == width ? result : cat([result, heads.narrow(3, turned, width - turned)], 3);
    }

    private float[] FrequenciesFor(ForwardPass pass)
    {
        // Only where frequencies depend on the length is it worth waiting for the device to know it.
        if (grown is null)
        {
            return frequencies;
        }

        var tokens = pass.Longest?.Invoke() ?? TokenPositions.Longest(pass.Positions);
        return tokens > settled ? grown(tokens) : frequencies;
    }

    private static float[] Frequencies(float rate, int width) =>
        [.. Enumerable.Range(0, width / 2).Select(i => 1f / MathF.Pow(rate, 2f * i / width))];
}
