using MathNet.Numerics.LinearAlgebra;

namespace Workbench.Evaluation.Statistics;

/// <summary>
/// The distribution of the one-sample Kolmogorov-Smirnov distance D_n of n values, computed region by region as Simard and L'Ecuyer (2011,
/// "Computing the two-sided Kolmogorov-Smirnov distribution") recommend.
/// </summary>
internal static class KolmogorovDistribution
{
    /// <summary>P(D_n >= d).</summary>
    public static double UpperTail(int n, double d)
    {
        if (double.IsNaN(d) || n < 1)
        {
            return double.NaN;
        }

        var t = n * d;
        if (t <= 0.5)
        {
            return 1;
        }

        if (d >= 1)
        {
            return 0;
        }

        if (t <= 1)
        {
            return 1 - RubenGambino(n, t);
        }

        if (t >= n - 1)
        {
            return 2 * Math.Pow(1 - d, n);
        }

        var square = t * d;
        if (d >= 0.5 || square > (n <= 140 ? 4 : 2.2))
        {
            return square >= 370 ? 0 : Math.Min(1, 2 * OneSided(n, d));
        }

        return n <= 140 || (n <= 100_000 && t * Math.Sqrt(d) <= 1.4) ? 1 - Durbin(n, d) : 1 - PelzGood(n, d);
    }

    // P(D_n <= d) = n! (2 d - 1/n)^n for 1/2 <= n d <= 1
    private static double RubenGambino(int n, double t)
    {
        var product = 1.0;
        for (var i = 1; i <= n; i++)
        {
            product *= i * (2 * t - 1) / n;
        }

        return product;
    }

    /// <summary>
    /// P(D_n^+ >= d) = d sum_j C(n, j) (d + j/n)^(j-1) (1 - d - j/n)^(n-j) (Smirnov 1944; Birnbaum and Tingey 1951): all terms are positive.
    /// </summary>
    private static double OneSided(int n, double d)
    {
        var sum = 0.0;
        for (var j = 0; j <= n; j++)
        {
            var p = d + (double)j / n;
            if (p >= 1)
            {
                break;
            }

            sum += Binomial.Mass(j, n, p) / p;
        }

        return d * sum;
    }

    /// <summary>P(D_n &lt; d) as an element of a matrix power (Durbin 1968; Marsaglia, Tsang and Wang 2003).</summary>
    private static double Durbin(int n, double d)
    {
        var k = (int)Math.Ceiling(n * d);
        var h = k - n * d;
        var m = 2 * k - 1;
        var inverseFactorial = new double[m + 1];
        inverseFactorial[0] = 1;
        for (var i = 1; i <= m; i++)
        {
            inverseFactorial[i] = inverseFactorial[i - 1] / i;
        }

        var matrix = Matrix<double>.Build.Dense(m, m, (row, column) => row - column + 1 >= 0 ? inverseFactorial[row - column + 1] : 0);
        for (var i = 0; i < m; i++)
        {
            var edge = (1 - Math.Pow(h, i + 1)) * inverseFactorial[i + 1];
            matrix[i, 0] = edge;
            matrix[m - 1, m - 1 - i] = edge;
        }

        var corner = 1 - 2 * Math.Pow(h, m) + (2 * h > 1 ? Math.Pow(2 * h - 1, m) : 0);
        matrix[m - 1, 0] = corner * inverseFactorial[m];

        // Powers are kept near one; the exponents of two go along.
        var power = Matrix<double>.Build.DenseIdentity(m);
        long exponent = 0, matrixExponent = 0;
        for (var left = n; left > 0; left >>= 1)
        {
            if ((left & 1) == 1)
            {
                power *= matrix;
                exponent += matrixExponent;
                exponent += Rescale(ref power);
            }

            matrix *= matrix;
            matrixExponent *= 2;
            matrixExponent += Rescale(ref matrix);
        }

        var p = power[k - 1, k - 1];
        for (var i = 1; i <= n; i++)
        {
            p *= (double)i / n;
            if (p is > 0 and < 1e-100)
            {
                p = Math.ScaleB(p, 300);
                exponent -= 300;
            }
        }

        return Math.Clamp(Math.ScaleB(p, (int)exponent), 0, 1);

        int Rescale(ref Matrix<double> values)
        {
            var size = values[k - 1, k - 1];
            if (size is < 1e100 and > 1e-100)
            {
                return 0;
            }

            var bits = Math.ILogB(size);
            values *= Math.ScaleB(1, -bits);
            return bits;
        }
    }

    /// <summary>P(D_n &lt;= d) by the expansion of Pelz and Good (1976), K0 + K1 / sqrt n + K2 / n + K3 / n^1.5, for large n.</summary>
    private static double PelzGood(int n, double d)
    {
        const double pi2 = Math.PI * Math.PI;
        double z = Math.Sqrt(n) * d, z2 = z * z, z4 = z2 * z2, z6 = z4 * z2;
        if (pi2 / (8 * z2) > 708)
        {
            return 0;
        }

        double k0 = 0, k1 = 0, k2 = 0, k3 = 0;
        for (var j = 0; j <= 20; j++)
        {
            double odd = 2 * j + 1, o2 = odd * odd, o4 = o2 * o2, o6 = o4 * o2;
            var weight = Math.Exp(-pi2 * o2 / (8 * z2));
            k0 += weight;
            k1 += weight * (pi2 / 4 * o2 - z2);
            k2 += weight * (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * pi2 / 4 * o2 + pi2 * pi2 * (1 - 2 * z2) / 16 * o4);
            k3 += weight * (-30 * z6 - 90 * z6 * z2 + pi2 * (135 * z4 - 96 * z6) / 4 * o2
                + pi2 * pi2 * (212 * z4 - 60 * z2) / 16 * o4 + pi2 * pi2 * pi2 * (5 - 30 * z2) / 64 * o6);
        }

        double even2 = 0, even3 = 0;
        for (var k = 1; k <= 20; k++)
        {
            double s = (double)k * k, weight = Math.Exp(-pi2 * s / (2 * z2));
            even2 += s * weight;
            even3 += (3 * z2 - pi2 * s) * s * weight;
        }

        var root = Math.Sqrt(2 * Math.PI);
        return Math.Clamp(
            root * k0 / z
            + root * k1 / (6 * z4) / Math.Sqrt(n)
            + (root * k2 / (72 * z6 * z) - pi2 * root * even2 / (36 * z2 * z)) / n
            + (root * k3 / (6480 * z6 * z4) + pi2 * root * even3 / (216 * z6)) / Math.Pow(n, 1.5),
            0,
            1);
    }
}
