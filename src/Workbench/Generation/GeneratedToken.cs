namespace Workbench.Generation;

/// <summary>A token as it is generated.</summary>
/// <param name="Row">Which response it belongs to.</param>
/// <param name="Id">Its id.</param>
/// <param name="LogProb">Its log-probability under the model's raw logits.</param>
/// <param name="Ends">Whether the response ends with it, rather than at the length limit.</param>
public readonly record struct GeneratedToken(int Row, int Id, float LogProb, bool Ends);
