namespace Workbench.Training;

/// <summary>What is known of an update before it is made.</summary>
/// <param name="Rate">Its learning rate.</param>
/// <param name="Rows">The responses that it learns from.</param>
/// <param name="IsDiscarded">Whether it is only measured; see <see cref="MiniBatchFigures.IsDiscarded"/>.</param>
internal sealed record PpoUpdateRecord(double Rate, int[] Rows, bool IsDiscarded);
