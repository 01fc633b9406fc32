namespace Workbench.Charts;

/// <summary>A named set of values, as the rewards of one model's responses.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Values">The values; those that are not finite are left out of figures and counted in their captions.</param>
public sealed record Sample(string Name, IReadOnlyList<double> Values);
