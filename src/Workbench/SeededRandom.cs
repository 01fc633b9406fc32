using System.Text;

namespace Workbench;

/// <summary>
/// A seeded source of random numbers that gives the same bits on every platform and every version of .NET
/// (<see cref="Random"/> promises neither), can be stopped and resumed, and splits into named streams.
/// </summary>
/// <remarks>
/// xoshiro256** (Blackman and Vigna 2021) started by SplitMix64 (Steele, Lea and Flood 2014). Not for secrets. Not thread-safe:
/// give each thread a stream of its own with <see cref="Split(string)"/>.
/// </remarks>
public sealed class SeededRandom
{
    private const double TwoToMinus53 = 1.0 / (1UL << 53);

    private readonly ulong seed;
    private ulong a, b, c, d;

    /// <summary>Creates the stream of a seed.</summary>
    /// <param name="seed">Any number; near seeds give unrelated streams.</param>
    public SeededRandom(ulong seed)
    {
        this.seed = seed;
        var z = seed;
        a = SplitMix64(ref z);
        b = SplitMix64(ref z);
        c = SplitMix64(ref z);
        d = SplitMix64(ref z);
    }

    /// <summary>Continues where <see cref="State"/> was read.</summary>
    /// <param name="state">What <see cref="State"/> gave.</param>
    /// <exception cref="ArgumentException">The four words are all zero, a state that the generator never reaches.</exception>
    public SeededRandom(SeededRandomState state)
    {
        seed = state.Seed;
        State = state;
    }

    /// <summary>The seed and the position in the stream; setting it moves this source to that position of that seed's stream.</summary>
    /// <exception cref="ArgumentException">Another seed's state, or four words that are all zero.</exception>
    public SeededRandomState State
    {
        get => new(seed, a, b, c, d);
        set
        {
            if (value.Seed != seed)
            {
                throw new ArgumentException($"The state belongs to seed {value.Seed}, this source has seed {seed}.", nameof(value));
            }

            if ((value.A | value.B | value.C | value.D) == 0)
            {
                throw new ArgumentException("A state of four zero words never occurs.", nameof(value));
            }

            (a, b, c, d) = (value.A, value.B, value.C, value.D);
        }
    }

    /// <summary>
    /// A stream of its own for a named purpose. It depends on this source's seed and the name alone, not on how many numbers were drawn:
    /// adding a draw in one place does not disturb another.
    /// </summary>
    /// <param name="name">The purpose, such as "messages" or "rater 3".</param>
    public SeededRandom Split(string name) => new(Child(Fnv1a(name)));

    /// <summary>A stream of its own for the item at an index; the same rules as for names.</summary>
    /// <param name="index">The item's number.</param>
    public SeededRandom Split(long index) => new(Child((ulong)index * 0xD1342543DE82EF95UL + 1));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = ulong.RotateLeft(b * 5, 7) * 9;
        var t = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = ulong.RotateLeft(d, 45);
        return result;
    }

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * TwoToMinus53;

    /// <summary>A uniform whole number in [0, <paramref name="exclusiveMaximum"/>), without bias.</summary>
    /// <param name="exclusiveMaximum">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is below 1.</exception>
    public int NextInt(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        var range = (ulong)exclusiveMaximum;
        var firstFair = (0UL - range) % range; // 2^64 mod range: below it the first values would come up once too often
        ulong bits;
        do
        {
            bits = NextUInt64();
        }
        while (bits < firstFair);
        return (int)(bits % range);
    }

    /// <summary>True with the given probability.</summary>
    /// <param name="probability">In [0, 1].</param>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A standard normal number (mean 0, variance 1).</summary>
    /// <remarks>
    /// Marsaglia's polar method (1964); the second number of each pair is dropped so that the state stays four words.
    /// The logarithm is computed here from exactly rounded operations because the platforms' own differ in the last bit.
    /// </remarks>
    public double NextGaussian()
    {
        double x, s;
        do
        {
            x = 2 * NextDouble() - 1;
            var y = 2 * NextDouble() - 1;
            s = x * x + y * y;
        }
        while (s >= 1 || s == 0);
        return x * Math.Sqrt(-2 * Log(s) / s);
    }

    /// <summary>One of the items, each as likely as the others.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public T Pick<T>(IReadOnlyList<T> items) => items[NextInt(items.Count)];

    /// <summary>An index drawn with the given weights.</summary>
    /// <param name="weights">Not negative, their sum above zero; they need not sum to one.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or their sum is zero.</exception>
    public int PickWeighted(IReadOnlyList<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
        {
            if (!(weight >= 0) || double.IsInfinity(weight))
            {
                throw new ArgumentException($"Weights must be finite and not negative; found {weight}.", nameof(weights));
            }

            sum += weight;
        }

        if (sum == 0)
        {
            throw new ArgumentException("The weights sum to zero.", nameof(weights));
        }

        var left = NextDouble() * sum;
        var last = 0;
        for (var i = 0; i < weights.Count; i++)
        {
            if (weights[i] == 0)
            {
                continue;
            }

            last = i;
            left -= weights[i];
            if (left < 0)
            {
                break;
            }
        }

        return last;
    }

    /// <summary>Puts the items in random order, in place (Fisher and Yates).</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private ulong Child(ulong purpose)
    {
        var z = seed;
        z = SplitMix64(ref z) ^ purpose;
        return SplitMix64(ref z);
    }

    private static ulong SplitMix64(ref ulong z)
    {
        z += 0x9E3779B97F4A7C15UL;
        var x = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    private static ulong Fnv1a(string name)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ octet) * 0x100000001B3UL;
        }

        return hash;
    }

    // ln x = e ln 2 + 2 artanh((m - 1) / (m + 1)) for x = m 2^e with m in [1/sqrt 2, sqrt 2); the series ends below 1e-17.
    private static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (m > 1.4142135623730951)
        {
            m /= 2;
            exponent++;
        }

        var z = (m - 1) / (m + 1);
        var square = z * z;
        var sum = 0.0;
        for (var k = 25; k >= 1; k -= 2)
        {
            sum = sum * square + 1.0 / k;
        }

        return exponent * 0.6931471805599453 + 2 * z * sum;
    }
}

/// <summary>Where a <see cref="SeededRandom"/> stands: its seed and the four words of xoshiro256**.</summary>
/// <param name="Seed">The seed it was made from; splits depend on it.</param>
/// <param name="A">First word.</param>
/// <param name="B">Second word.</param>
/// <param name="C">Third word.</param>
/// <param name="D">Fourth word.</param>
public readonly record struct SeededRandomState(ulong Seed, ulong A, ulong B, ulong C, ulong D);
