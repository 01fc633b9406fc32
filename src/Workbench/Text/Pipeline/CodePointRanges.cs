using System.Globalization;

namespace Workbench.Text.Pipeline;

/// <summary>A set of code points, as ascending ranges that do not overlap.</summary>
internal sealed class CodePointRanges
{
    private readonly (int First, int Last)[] ranges;

    private CodePointRanges((int, int)[] ranges) => this.ranges = ranges;

    /// <summary>Reads "0897-0897 0CF3-0CF5 …": first and last of each range, in hexadecimal, with white space between.</summary>
    public static CodePointRanges Parse(string text) => new(
    [
        .. text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(range =>
        {
            var dash = range.IndexOf('-');
            return (Hex(range.AsSpan(0, dash)), Hex(range.AsSpan(dash + 1)));
        }),
    ]);

    /// <summary>Whether the code point is in one of the ranges.</summary>
    public bool Contains(int codePoint)
    {
        int low = 0, high = ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint < ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (codePoint > ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private static int Hex(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
