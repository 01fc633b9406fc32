namespace Workbench.Models;

/// <summary>How a parameter starts where there is no checkpoint: normally distributed around a mean, or constant.</summary>
/// <param name="Mean">The mean, or the constant.</param>
/// <param name="Std">The standard deviation; 0 for a constant.</param>
public readonly record struct Init(double Mean, double Std)
{
    /// <summary>All zero.</summary>
    public static Init Zeros => new(0, 0);

    /// <summary>All one.</summary>
    public static Init Ones => new(1, 0);

    /// <summary>N(0, std²).</summary>
    public static Init Normal(double std) => new(0, std);
}
