using System.Globalization;

namespace Plotly.NET;

/// <summary>A colour, several, or values on a scale of colours.</summary>
public sealed class Color : IPlotValue
{
    private Color(object value) => Value = value;

    public object Value { get; }

    object IPlotValue.Json => Value;

    public static Color fromARGB(int a, int r, int g, int b)
    {
        foreach (int part in new[] { a, r, g, b })
        {
            if (part is < 0 or > 255)
            {
                throw new Exception("Value for component needs to be between 0 and 255.");
            }
        }

        return new Color(string.Create(CultureInfo.InvariantCulture, $"rgba({r}, {g}, {b}, {a / 255.0:0.0})"));
    }

    public static Color fromRGB(int r, int g, int b) => fromARGB(255, r, g, b);

    public static Color fromHex(string s)
    {
        var digits = s.TrimStart('#');
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        if (digits.Length != 6 || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int rgb))
        {
            throw new Exception("Invalid hex color format");
        }

        return fromRGB(rgb >> 16, (rgb >> 8) & 255, rgb & 255);
    }

    public static Color fromString(string c) => new(c);

    public static Color fromColors(IEnumerable<Color> c) => new(c.Select(color => color.Value).ToArray());

    public static Color fromColorScaleValues<a>(IEnumerable<a> c) where a : IConvertible => new(c);

    public override bool Equals(object other) => other is Color color && Equals(Value, color.Value);

    public override int GetHashCode() => Value.GetHashCode();
}
