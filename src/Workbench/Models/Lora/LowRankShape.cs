namespace Workbench.Models.Lora;

/// <summary>Rank, scale and sizes of one module's addition.</summary>
/// <param name="Rank">r.</param>
/// <param name="Scale">Factor of B A x.</param>
/// <param name="Dropout">Share of the inputs that is dropped while training.</param>
/// <param name="Start">How the matrices start in a new adapter.</param>
/// <param name="IsEmbedding">Whether the module is an embedding table.</param>
/// <param name="Inputs">Width of what the module reads; of an embedding table the number of ids.</param>
/// <param name="Outputs">Width of what it gives.</param>
internal sealed record LowRankShape(
    int Rank, double Scale, double Dropout, LoraStart Start, bool IsEmbedding, long Inputs = 0, long Outputs = 0)
{
    public Init StartOfA => (Start, IsEmbedding) switch
    {
        (LoraStart.Random, true) => Init.Normal(1),
        (_, true) => Init.Zeros,
        (LoraStart.Gaussian, _) => Init.Normal(1.0 / Rank),
        _ => Init.Uniform(1 / Math.Sqrt(Inputs)),
    };

    public Init StartOfB => (Start, IsEmbedding) switch
    {
        (_, true) => Init.Normal(1),
        (LoraStart.Random, _) => Init.Uniform(1 / Math.Sqrt(Rank)),
        _ => Init.Zeros,
    };
}
