namespace Plotly.NET.CSharp;

/// <summary>An argument that may be left out, of a value type or a reference type alike. The default of the type is "left out".</summary>
/// <typeparam name="T">The argument's type.</typeparam>
public readonly record struct Optional<T>(T Value, bool IsSome)
{
    public static implicit operator Optional<T>(T Value) => new(Value, true);
}
