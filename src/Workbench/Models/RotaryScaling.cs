using System.Text.Json.Nodes;
using Workbench.Checkpoints;

namespace Workbench.Models;

/// <summary>How rotary frequencies are changed for contexts longer than those of pre-training: config.json's rope_scaling.</summary>
internal sealed class RotaryScaling
{
    private const string OriginalKey = "original_max_position_embeddings";

    private readonly ModelConfig settings;
    private readonly int positions;
    private readonly int? original;
    private readonly string kind;

    private RotaryScaling(ModelConfig settings, int positions, int? original)
    {
        (this.settings, this.positions, this.original) = (settings, positions, original);
        kind = settings.Text("type") ?? settings.Text("rope_type", "default")!;
        if (kind is not ("default" or "linear" or "dynamic" or "llama3" or "yarn" or "longrope"))
        {
            throw settings.Fault(settings.Has("type") ? "type" : "rope_type", "default, linear, dynamic, llama3, yarn or longrope");
        }
    }

    /// <summary>The section rope_scaling; null where there is none.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="positions">max_position_embeddings.</param>
    public static RotaryScaling? Of(ModelConfig config, int positions) => config.Section("rope_scaling") is { } section
        ? new RotaryScaling(section, positions, config.Has(OriginalKey) ? config.Int(OriginalKey, 1, 1 << 24) : null)
        : null;

    /// <summary>The most tokens that a model reads with a scaling that stretches max_position_embeddings.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="positions">max_position_embeddings.</param>
    public static int Reach(ModelConfig config, int positions) => Of(config, positions) is { kind: "linear" or "dynamic" or "yarn" } scaling
        ? (int)Math.Max(positions, Math.Min(scaling.Factor() * positions, 1 << 28))
        : positions;

    /// <summary>Whether the frequencies depend on the length of the text.</summary>
    public bool Grows => kind == "dynamic";

    /// <summary>The changed frequencies.</summary>
    /// <param name="frequencies">base^(-2i/d), highest first.</param>
    /// <param name="rate">The base.</param>
    /// <exception cref="WorkbenchException">A setting is missing or out of range.</exception>
    public float[] Apply(float[] frequencies, double rate) => kind switch
    {
        "linear" => [.. frequencies.Select(frequency => frequency / (float)Factor())],
        "llama3" => [.. frequencies.Select(Llama3)],
        "yarn" => Yarn(frequencies, rate),
        "longrope" => LongRope(frequencies),
        _ => frequencies,
    };

    /// <summary>What cosines and sines are multiplied by.</summary>
    public double Length() => kind switch
    {
        "yarn" => settings.Double("attention_factor", (0.1 * Math.Log(Factor())) + 1, 1e-6, 1e9),
        "longrope" => settings.Double("attention_factor", Stretch() <= 1 ? 1 : Math.Sqrt(1 + (Math.Log(Stretch()) / Math.Log(original ?? positions))), 1e-6, 1e9),
        _ => 1,
    };

    /// <summary>The dynamic kind's base for a text longer than max_position_embeddings (NTK-aware scaling, as transformers has it).</summary>
    /// <param name="rate">The base of shorter texts.</param>
    /// <param name="width">How many dimensions of a head turn.</param>
    /// <param name="tokens">The length of the text.</param>
    public float Base(float rate, int width, long tokens)
    {
        var factor = (float)Factor();
        return rate * MathF.Pow((factor * tokens / positions) - (factor - 1), width / (float)(width - 2));
    }

    private double Factor() => Required("factor");

    private double Required(string key) => settings.Has(key) ? settings.Double(key, 0, 1e-6, 1e9) : throw settings.Fault(key, "a number above 0");

    // Long wavelengths are stretched by the factor, short ones stay, those between are blended (Llama 3.1).
    private float Llama3(float frequency)
    {
        var factor = Factor();
        var (low, high) = (Required("low_freq_factor"), Required("high_freq_factor"));
        var trained = settings.Int(OriginalKey, 1, int.MaxValue);
        var wavelength = 2 * MathF.PI / frequency;
        if (wavelength > trained / low)
        {
            return frequency / (float)factor;
        }

        if (wavelength < trained / high)
        {
            return frequency;
        }

        var blend = (float)((trained / wavelength - low) / (high - low));
        return (1 - blend) * frequency / (float)factor + blend * frequency;
    }

    // Peng et al. 2023, section 3.2: dimensions that turn often within the context stay, those that turn rarely are stretched.
    private float[] Yarn(float[] frequencies, double rate)
    {
        var factor = Factor();
        var width = 2 * frequencies.Length;
        double Dimension(double turns) => width * Math.Log(positions / (turns * 2 * Math.PI)) / (2 * Math.Log(rate));
        var first = Math.Max(Math.Floor(Dimension(settings.Double("beta_fast", 32, 1e-6, 1e9))), 0);
        var last = Math.Min(Math.Ceiling(Dimension(settings.Double("beta_slow", 1, 1e-6, 1e9))), width - 1);
        var span = first == last ? 0.001 : last - first;
        return [.. frequencies.Select((frequency, i) =>
        {
            var stretched = (float)Math.Clamp((i - first) / span, 0, 1);
            return frequency / (float)factor * stretched + frequency * (1 - stretched);
        })];
    }

    // Ding et al. 2024: a factor of its own for each dimension.
    private float[] LongRope(float[] frequencies)
    {
        var (shorts, longs) = (Factors("short_factor", frequencies.Length), Factors("long_factor", frequencies.Length));
        var factors = Stretch() > 1 ? longs : shorts;
        return [.. frequencies.Select((frequency, i) => 1 / (factors[i] * (1 / frequency)))];
    }

    // Phi-3 says how long its texts were before the stretching instead of the factor.
    private double Stretch() => original is { } trained ? (double)positions / trained : Factor();

    private float[] Factors(string key, int count) =>
        settings.Json[key] is JsonArray array && array.Count == count
        && array.All(item => item is JsonValue value && value.TryGetValue<double>(out var number) && number > 0)
            ? [.. array.Select(item => (float)item!.GetValue<double>())]
            : throw settings.Fault(key, $"an array of {count} numbers above 0, one for each pair of dimensions that turn");
}
