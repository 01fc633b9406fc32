using System.Globalization;

namespace Workbench.Generation;

/// <content>The ranges of the values.</content>
public sealed partial record GenerationOptions
{
    /// <summary>Checks every value against its range and the model's vocabulary.</summary>
    /// <param name="vocabularySize">V.</param>
    /// <exception cref="WorkbenchException">A value is out of range; the message names it and the range.</exception>
    public void Validate(int vocabularySize)
    {
        Require(MaxNewTokens >= 1, nameof(MaxNewTokens), MaxNewTokens, "at least 1");
        Require(
            RandomLimit is null || RandomLimit.IsSound && RandomLimit.Longest <= MaxNewTokens + 1, $"{nameof(RandomLimit)}.{nameof(RandomLimit.Longest)}",
            RandomLimit?.Longest ?? 0, $"above its Shortest, which is at least 1, and at most {nameof(MaxNewTokens)} + 1, which is {MaxNewTokens + 1}");
        Require(RandomLimit is null || Sample, nameof(RandomLimit), RandomLimit?.Longest ?? 0, $"null where {nameof(Sample)} is false");
        Require(MinNewTokens >= 0 && MinNewTokens <= MaxNewTokens, nameof(MinNewTokens), MinNewTokens, $"0 to {nameof(MaxNewTokens)}");
        Require(RepetitionPenalty > 0, nameof(RepetitionPenalty), RepetitionPenalty, "above 0");
        Require(NoRepeatNgram >= 0, nameof(NoRepeatNgram), NoRepeatNgram, "at least 0");
        Require(MinRowLength >= 0, nameof(MinRowLength), MinRowLength, "at least 0");
        Require(LengthDecay is null || LengthDecay.Factor > 0, $"{nameof(LengthDecay)}.{nameof(LengthDecay.Factor)}", LengthDecay?.Factor ?? 1, "above 0");
        Require(LengthDecay is null || LengthDecay.Start >= 0, $"{nameof(LengthDecay)}.{nameof(LengthDecay.Start)}", LengthDecay?.Start ?? 0, "at least 0");
        Require(Temperature > 0 && double.IsFinite(Temperature), nameof(Temperature), Temperature, "above 0");
        Require(TopK >= 0, nameof(TopK), TopK, "at least 0");
        Require(TopP is >= 0 and <= 1, nameof(TopP), TopP, "0 to 1");
        Require(MinP is >= 0 and <= 1, nameof(MinP), MinP, "0 to 1");
        Require(TypicalP is > 0 and <= 1, nameof(TypicalP), TypicalP, "above 0, to 1");
        Require(EpsilonCutoff is >= 0 and < 1, nameof(EpsilonCutoff), EpsilonCutoff, "0 to below 1");
        Require(EtaCutoff is >= 0 and < 1, nameof(EtaCutoff), EtaCutoff, "0 to below 1");
        foreach (var (name, ids) in new (string, IEnumerable<int>)[]
        {
            (nameof(EndIds), EndIds), (nameof(StopSequences), StopSequences.SelectMany(ids => ids)),
            (nameof(BadWords), BadWords.SelectMany(ids => ids)), (nameof(ForcedEndIds), ForcedEndIds),
            (nameof(SuppressedIds), SuppressedIds), (nameof(FirstSuppressedIds), FirstSuppressedIds),
        })
        {
            foreach (var id in ids)
            {
                Require(id >= 0 && id < vocabularySize, name, id, $"a token id from 0 to {vocabularySize - 1}");
            }
        }

        Require(StopSequences.All(ids => ids.Count > 0), nameof(StopSequences), 0, "sequences of at least one token");
        Require(BadWords.All(ids => ids.Count > 0), nameof(BadWords), 0, "sequences of at least one token");
        ValidateSearch();
    }

    private void ValidateSearch()
    {
        Require(Beams >= 1, nameof(Beams), Beams, "at least 1");
        Require(double.IsFinite(LengthPenalty), nameof(LengthPenalty), LengthPenalty, "a finite number");
        Require(Beams == 1 || !Sample, nameof(Beams), Beams, $"1 where {nameof(Sample)} is true");
        Require(ResponsesPerPrompt >= 1, nameof(ResponsesPerPrompt), ResponsesPerPrompt, "at least 1");
        Require(Sample || ResponsesPerPrompt <= Beams, nameof(ResponsesPerPrompt), ResponsesPerPrompt,
            $"at most {nameof(Beams)}, which is {Beams}, where {nameof(Sample)} is false");
    }

    private static void Require(bool holds, string name, IFormattable value, string range)
    {
        if (!holds)
        {
            throw new WorkbenchException(
                $"{nameof(GenerationOptions)}.{name} is {value.ToString(null, CultureInfo.InvariantCulture)}, expected {range}.");
        }
    }
}
