using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// Rotary position embedding (Su et al. 2021) with the dimensions in halves: the pair (i, i + d/2) turns by position / base^(2i/d).
/// </summary>
internal sealed class Rotary
{
    private readonly float[] frequencies;

    private Rotary(float[] frequencies) => this.frequencies = frequencies;

    /// <summary>Follows rope_theta (or another key) and rope_scaling of a configuration.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="width">How many dimensions of a head turn; even.</param>
    /// <param name="baseKey">The key of the base, 10000 where it is missing.</param>
    /// <exception cref="WorkbenchException">The scaling is of a kind that is not supported.</exception>
    public static Rotary Of(ModelConfig config, int width, string baseKey = "rope_theta")
    {
        var rate = config.Double(baseKey, 10000, 1e-6, 1e18);
        var frequencies = new float[width / 2];
        for (var i = 0; i < frequencies.Length; i++)
        {
            frequencies[i] = 1f / MathF.Pow((float)rate, 2f * i / width);
        }

        return new Rotary(Scaled(config, frequencies));
    }

    /// <summary>The tables that <see cref="Turn"/> needs, once a forward pass.</summary>
    /// <param name="pass">Gives the positions.</param>
    /// <param name="type">The dtype of the states.</param>
    /// <returns>Cosines and signed sines, [B, 1, T, width] each.</returns>
    public (Tensor Cosine, Tensor Sine) Tables(ForwardPass pass, ScalarType type)
    {
        var rates = tensor(frequencies, device: pass.Positions.device);
        var angles = pass.Positions.to(ScalarType.Float32).view(pass.Batch, 1, -1, 1) * rates;       // [B, 1, T, width/2]
        var (cosine, sine) = (angles.cos(), angles.sin());
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

    private static float[] Scaled(ModelConfig config, float[] frequencies)
    {
        if (config.Section("rope_scaling") is not { } scaling)
        {
            return frequencies;
        }

        var kind = scaling.Text("rope_type") ?? scaling.Text("type", "default");
        return kind switch
        {
            "default" => frequencies,
            "linear" => [.. frequencies.Select(rate => rate / (float)scaling.Double("factor", 1, 1e-6, 1e9))],
            "llama3" => [.. frequencies.Select(rate => Llama3(scaling, rate))],
            _ => throw scaling.Fault("rope_type", "default, linear or llama3"),
        };
    }

    // Long wavelengths are stretched by the factor, short ones stay, those between are blended (Llama 3.1).
    private static float Llama3(ModelConfig scaling, float rate)
    {
        var factor = scaling.Double("factor", 8, 1e-6, 1e9);
        var low = scaling.Double("low_freq_factor", 1, 1e-6, 1e9);
        var high = scaling.Double("high_freq_factor", 4, 1e-6, 1e9);
        var original = scaling.Int("original_max_position_embeddings", 8192, 1, int.MaxValue);
        var wavelength = 2 * MathF.PI / rate;
        if (wavelength > original / low)
        {
            return rate / (float)factor;
        }

        if (wavelength < original / high)
        {
            return rate;
        }

        var blend = (float)((original / wavelength - low) / (high - low));
        return (1 - blend) * rate / (float)factor + blend * rate;
    }
}
