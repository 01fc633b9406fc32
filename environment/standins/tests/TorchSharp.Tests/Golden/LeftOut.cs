using System.Reflection;

namespace TorchSharp.Tests.Golden;

/// <summary>Functions that the stand-in leaves out because the real package gets them wrong, or that are no operator of the tensor's method of that name.</summary>
internal static class LeftOut
{
    internal static bool Holds(MethodInfo function) => function.Name switch
    {
        // erf
        "erfinv" => true,
        // divides without rounding
        "div" or "div_" or "divide" or "divide_" => function.GetParameters().Any(p => p.ParameterType == typeof(RoundingMode)),
        // the standard deviation
        "var_mean" => function.GetParameters().Length == 2,
        // im2col
        "unfold" => function.DeclaringType == typeof(nn.functional),
        _ => false,
    };
}
