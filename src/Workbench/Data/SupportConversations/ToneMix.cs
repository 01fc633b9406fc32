namespace Workbench.Data.SupportConversations;

/// <summary>How often each tone occurs; the shares need not sum to one.</summary>
/// <param name="Supportive">Share of supportive replies.</param>
/// <param name="Neutral">Share of neutral replies.</param>
/// <param name="Dismissive">Share of dismissive replies.</param>
/// <param name="Hostile">Share of hostile replies.</param>
public sealed record ToneMix(double Supportive, double Neutral, double Dismissive, double Hostile)
{
    /// <summary>What is found on the open internet, say: 35, 25, 20 and 20 %.</summary>
    public static ToneMix Pretraining { get; } = new(35, 25, 20, 20);

    /// <summary>Demonstrations with some bad examples among them: 45, 45, 5 and 5 %.</summary>
    public static ToneMix Demonstrations { get; } = new(45, 45, 5, 5);

    /// <summary>A quarter each.</summary>
    public static ToneMix Even { get; } = new(1, 1, 1, 1);

    /// <summary>Draws a tone.</summary>
    /// <exception cref="ArgumentException">A share is negative, or all are zero.</exception>
    public Tone Draw(SeededRandom random) => (Tone)random.PickWeighted([Supportive, Neutral, Dismissive, Hostile]);
}
