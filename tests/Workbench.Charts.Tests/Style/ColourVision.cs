namespace Workbench.Charts.Tests;

/// <summary>How colours look to different eyes, after Machado, Oliveira and Fernandes (2009) at full severity.</summary>
internal static class ColourVision
{
    private static readonly Dictionary<string, double[,]> s_matrices = new()
    {
        ["common vision"] = new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
        ["protanopia"] = new[,] { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
        ["deuteranopia"] = new[,] { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
        ["tritanopia"] = new[,] { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
    };

    internal static IEnumerable<string> Names => s_matrices.Keys;

    /// <summary>WCAG's ratio of luminances, 1 to 21.</summary>
    internal static double Contrast(string one, string other)
    {
        double a = Luminance(Linear(one)), b = Luminance(Linear(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>The distance in CIELAB (1976) of two colours as somebody sees them.</summary>
    internal static double Distance(string one, string other, string vision)
    {
        var (a, b) = (Lab(Seen(Linear(one), s_matrices[vision])), Lab(Seen(Linear(other), s_matrices[vision])));
        return Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
    }

    private static double[] Linear(string web) => Enumerable.Range(0, 3)
        .Select(i => Convert.ToInt32(web.Substring(1 + 2 * i, 2), 16) / 255.0)
        .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))
        .ToArray();

    private static double Luminance(double[] rgb) => 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];

    private static double[] Seen(double[] rgb, double[,] matrix) => Enumerable.Range(0, 3)
        .Select(row => Math.Clamp(matrix[row, 0] * rgb[0] + matrix[row, 1] * rgb[1] + matrix[row, 2] * rgb[2], 0, 1))
        .ToArray();

    private static double[] Lab(double[] rgb)
    {
        static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : 7.787 * t + 16.0 / 116;
        double x = F((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047);
        double y = F(Luminance(rgb));
        double z = F((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883);
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
    }
}
