using MathNet.Numerics.Distributions;

namespace Workbench.Charts.Tests.Gallery;

/// <summary>Invented numbers, always the same.</summary>
internal static class GalleryData
{
    internal static double[] Normal(int seed, double mean, double deviation, int count)
    {
        var values = new double[count];
        MathNet.Numerics.Distributions.Normal.Samples(new Random(seed), values, mean, deviation);
        return values;
    }

    internal static Sample Sample(string name, int seed, double mean, double deviation) => new(name, Normal(seed, mean, deviation, 400));

    internal static double[] Rising(int seed, double from, double to, int count, double noise) =>
        Normal(seed, 0, noise, count).Select((jitter, i) => to + (from - to) * Math.Exp(-5.0 * i / count) + jitter).ToArray();

    internal static double[] Coefficient() => Enumerable.Range(0, 60).Select(i => 0.1 + 0.25 * (1 - Math.Exp(-i / 15.0)) + 0.02 * Math.Sin(i / 3.0)).ToArray();

    internal static double Power(double effect, double prompts) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, effect * Math.Sqrt(prompts) - 1.96);
}
