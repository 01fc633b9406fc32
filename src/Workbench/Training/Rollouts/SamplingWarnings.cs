using System.Globalization;
using Workbench.Generation;

namespace Workbench.Training;

/// <summary>Ways of sampling that draw from another distribution than the log-probabilities describe, each with what it does to the KL.</summary>
internal static class SamplingWarnings
{
    private const string Effect = ": tokens come from another distribution than the log-probabilities describe, and the KL estimate can become negative. ";

    public static IEnumerable<string> Of(GenerationOptions generation, bool useTemperature)
    {
        if (generation.MinNewTokens > 0 || generation.MinRowLength > 0)
        {
            yield return Text($"Generation.MinNewTokens is {generation.MinNewTokens} and MinRowLength {generation.MinRowLength}")
                + "Set both to 0 and penalise short responses in the reward.";
        }

        if (generation.TopK > 0 || generation.TopP < 1)
        {
            yield return Text($"Generation.TopK is {generation.TopK} and TopP {generation.TopP}") + "Set TopK to 0 and TopP to 1.";
        }

        if (generation.MinP > 0 || generation.TypicalP < 1 || generation.EpsilonCutoff > 0 || generation.EtaCutoff > 0)
        {
            yield return Text($"Generation.MinP is {generation.MinP}, TypicalP {generation.TypicalP}, EpsilonCutoff {generation.EpsilonCutoff}, EtaCutoff {generation.EtaCutoff}")
                + "Leave such cut-offs to the evaluation.";
        }

        if (generation.NoRepeatNgram > 0 || generation.RepetitionPenalty != 1)
        {
            yield return Text($"Generation.NoRepeatNgram is {generation.NoRepeatNgram} and RepetitionPenalty {generation.RepetitionPenalty}")
                + "Set them to 0 and 1 and penalise repetition in the reward.";
        }

        if (generation.BadWords.Count > 0 || generation.SuppressedIds.Count > 0 || generation.FirstSuppressedIds.Count > 0
            || generation.ForcedEndIds.Count > 0 || generation.LengthDecay is not null)
        {
            yield return "Generation bars or forces tokens (BadWords, SuppressedIds, FirstSuppressedIds, ForcedEndIds, LengthDecay)" + Effect
                + "Leave that to the reward.";
        }

        if (generation.Temperature != 1 && !useTemperature)
        {
            yield return Text($"Generation.Temperature is {generation.Temperature} but UseTemperature is false") + "Set UseTemperature to true.";
        }

        if (!generation.Sample)
        {
            yield return "Generation.Sample is false: a greedy rollout explores nothing and every advantage is about the same response.";
        }

        if (generation.EndIds.Count == 0)
        {
            yield return "Generation.EndIds is empty: every response runs to the length limit.";
        }
        else if (generation.EndIds.Contains(generation.PadId))
        {
            yield return "Generation.PadId is also an end token: a response that ends cannot be told from padding in the checkpoint's own tools.";
        }
    }

    private static string Text(FormattableString setting) => setting.ToString(CultureInfo.InvariantCulture) + Effect;
}
