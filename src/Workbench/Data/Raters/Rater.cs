namespace Workbench.Data.Raters;

/// <summary>A simulated person who judges replies.</summary>
/// <param name="Id">Name in files, such as "rater-1".</param>
/// <param name="Severity">Points that this person takes off every rating; negative for a lenient one. Pairs do not feel it.</param>
/// <param name="WarmthBias">Utility added for each warm word (<see cref="RaterPanel.WarmWords"/>), repeats counted.</param>
/// <param name="LengthBias">Utility added for each word beyond 18, taken off for each word short of it.</param>
/// <param name="Noise">Standard deviation of what differs from reply to reply for no reason, in units of the gold score.</param>
/// <param name="MissingShare">Share of the ratings that this person does not give.</param>
public sealed record Rater(string Id, double Severity, double WarmthBias, double LengthBias, double Noise, double MissingShare);
