using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>scores / temperature: below 1 sharpens the distribution, above 1 flattens it.</summary>
/// <param name="temperature">Above 0.</param>
public sealed class Temperature(double temperature) : ILogitsProcessor
{
    private readonly double temperature = temperature > 0
        ? temperature
        : throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "Must be above 0.");

    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history) => scores / temperature;
}
