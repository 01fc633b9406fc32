namespace Workbench.Models;

/// <summary>How a parameter starts where there is no checkpoint: drawn around a mean, or constant.</summary>
/// <param name="Mean">The mean, or the constant.</param>
/// <param name="Std">The standard deviation of a normal distribution; 0 for a constant or a uniform distribution.</param>
/// <param name="Bound">Half the width of a uniform distribution; 0 for none.</param>
public readonly record struct Init(double Mean, double Std, double Bound = 0)
{
    /// <summary>All zero.</summary>
    public static Init Zeros => new(0, 0);

    /// <summary>All one.</summary>
    public static Init Ones => new(1, 0);

    /// <summary>N(0, std²).</summary>
    public static Init Normal(double std) => new(0, std);

    /// <summary>Uniform between -bound and bound.</summary>
    public static Init Uniform(double bound) => new(0, 0, bound);
}
