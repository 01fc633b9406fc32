namespace Workbench.Data.Gold;

/// <summary>How good a reply is by the rules that the corpus was written with, part by part.</summary>
/// <param name="Value">The score: the sum of the parts, clipped to [-1, 1].</param>
/// <param name="Tone">Hostile if any hostile phrase occurs, else dismissive, else supportive, else neutral.</param>
/// <param name="Phrases">0.25 for each of up to 3 supportive phrases, -0.4 for each of up to 2 dismissive, -0.7 for each of up to 2 hostile ones.</param>
/// <param name="Relevance">0.25 if the reply names the topic of the message, else -0.15; 0.3 less if it names another topic.</param>
/// <param name="Repetition">-min(1, 2 max(0, share of repeated bigrams - 0.05)).</param>
/// <param name="Fluency">-min(0.6, 2 max(0, share of bigrams that the grammars never write - 0.03)).</param>
/// <param name="End">-0.25 if the reply does not end: no end token, or no full stop or question mark.</param>
/// <param name="Length">-0.4 if the reply has fewer than 6 words.</param>
/// <param name="OnTopic">Whether the reply names the topic of the message.</param>
/// <param name="RepeatedShare">Share of the reply's bigrams that occurred before in it, in [0, 1).</param>
/// <param name="UnattestedShare">Share of the reply's bigrams that the grammars never write, in [0, 1].</param>
public sealed record GoldScore(
    double Value, Tone Tone, double Phrases, double Relevance, double Repetition, double Fluency, double End, double Length,
    bool OnTopic, double RepeatedShare, double UnattestedShare);
