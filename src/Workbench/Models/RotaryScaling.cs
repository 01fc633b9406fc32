using Workbench.Checkpoints;

namespace Workbench.Models;

/// <summary>How rotary frequencies are changed for contexts longer than those of pre-training: config.json's rope_scaling.</summary>
internal static class RotaryScaling
{
    /// <summary>The changed frequencies.</summary>
    /// <param name="scaling">The section rope_scaling.</param>
    /// <param name="frequencies">base^(-2i/d), highest first.</param>
    /// <param name="rate">The base.</param>
    /// <param name="positions">The length of the context, max_position_embeddings.</param>
    /// <exception cref="WorkbenchException">The kind is not supported, or one of its settings is missing or out of range.</exception>
    public static float[] Apply(ModelConfig scaling, float[] frequencies, double rate, int positions) => Kind(scaling) switch
    {
        // The dynamic kind changes nothing up to max_position_embeddings, and longer texts are refused.
        "default" or "dynamic" => frequencies,
        "linear" => [.. frequencies.Select(frequency => frequency / (float)Factor(scaling))],
        "llama3" => [.. frequencies.Select(frequency => Llama3(scaling, frequency))],
        "yarn" => Yarn(scaling, frequencies, rate, positions),
        _ => throw scaling.Fault(scaling.Has("rope_type") ? "rope_type" : "type", "default, linear, dynamic, llama3 or yarn"),
    };

    /// <summary>What cosines and sines are multiplied by.</summary>
    public static double Length(ModelConfig scaling) =>
        Kind(scaling) == "yarn" ? scaling.Double("attention_factor", (0.1 * Math.Log(Factor(scaling))) + 1, 1e-6, 1e9) : 1;

    private static string Kind(ModelConfig scaling) => scaling.Text("rope_type") ?? scaling.Text("type", "default")!;

    private static double Factor(ModelConfig scaling) => Required(scaling, "factor");

    private static double Required(ModelConfig scaling, string key) =>
        scaling.Has(key) ? scaling.Double(key, 0, 1e-6, 1e9) : throw scaling.Fault(key, "a number above 0");

    // Long wavelengths are stretched by the factor, short ones stay, those between are blended (Llama 3.1).
    private static float Llama3(ModelConfig scaling, float frequency)
    {
        var factor = Factor(scaling);
        var (low, high) = (Required(scaling, "low_freq_factor"), Required(scaling, "high_freq_factor"));
        var original = scaling.Int("original_max_position_embeddings", 1, int.MaxValue);
        var wavelength = 2 * MathF.PI / frequency;
        if (wavelength > original / low)
        {
            return frequency / (float)factor;
        }

        if (wavelength < original / high)
        {
            return frequency;
        }

        var blend = (float)((original / wavelength - low) / (high - low));
        return (1 - blend) * frequency / (float)factor + blend * frequency;
    }

    // Peng et al. 2023, section 3.2: dimensions that turn often within the context stay, those that turn rarely are stretched.
    private static float[] Yarn(ModelConfig scaling, float[] frequencies, double rate, int positions)
    {
        var factor = Factor(scaling);
        var width = 2 * frequencies.Length;
        double Dimension(double turns) => width * Math.Log(positions / (turns * 2 * Math.PI)) / (2 * Math.Log(rate));
        var first = Math.Max(Math.Floor(Dimension(scaling.Double("beta_fast", 32, 1e-6, 1e9))), 0);
        var last = Math.Min(Math.Ceiling(Dimension(scaling.Double("beta_slow", 1, 1e-6, 1e9))), width - 1);
        var span = first == last ? 0.001 : last - first;
        return [.. frequencies.Select((frequency, i) =>
        {
            var stretched = (float)Math.Clamp((i - first) / span, 0, 1);
            return frequency / (float)factor * stretched + frequency * (1 - stretched);
        })];
    }
}
