using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Checks of tensor arguments that say which argument is wrong and what it was.</summary>
internal static class Shapes
{
    public static string Text(Tensor tensor) => "[" + string.Join(", ", tensor.shape) + "]";

    public static void RequireSame(Tensor expected, Tensor actual,
        [CallerArgumentExpression(nameof(expected))] string expectedName = "",
        [CallerArgumentExpression(nameof(actual))] string actualName = "")
    {
        if (!expected.shape.AsSpan().SequenceEqual(actual.shape))
        {
            throw new ArgumentException(
                $"{actualName} has shape {Text(actual)}, but {expectedName} has shape {Text(expected)}: they must be the same.", actualName);
        }
    }

    public static void RequireMask(Tensor values, Tensor mask,
        [CallerArgumentExpression(nameof(values))] string valuesName = "",
        [CallerArgumentExpression(nameof(mask))] string maskName = "")
    {
        if (mask.dtype != ScalarType.Bool)
        {
            throw new ArgumentException($"{maskName} has type {mask.dtype}; it must be boolean, true at real tokens.", maskName);
        }

        RequireSame(values, mask, valuesName, maskName);
    }

    public static void RequireDimensions(Tensor tensor, int count, [CallerArgumentExpression(nameof(tensor))] string name = "")
    {
        if (tensor.dim() != count)
        {
            throw new ArgumentException($"{name} has shape {Text(tensor)}; it must have {count} dimension{(count == 1 ? "" : "s")}.", name);
        }
    }

    public static void RequireRange(double value, double low, double high, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= low && value <= high))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie in [{low}, {high}].");
        }
    }

    public static void RequirePositive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and finite.");
        }
    }
}
