using System.Globalization;

namespace Workbench.Generation;

/// <summary>
/// How responses are sampled. Defaults are those that PPO needs: the plain distribution of the model, nothing cut off. What is on applies in
/// the order of transformers' <c>generate()</c>, which is the order of the properties below; the second group applies to sampling alone.
/// </summary>
public sealed record GenerationOptions
{
    /// <summary>Most tokens a response may have, the end token included. At least 1.</summary>
    public required int MaxNewTokens { get; init; }

    /// <summary>A response ends with (and includes) the first of these ids. Empty: it ends at the length limit or a stop sequence.</summary>
    public required IReadOnlyList<int> EndIds { get; init; }

    /// <summary>The id behind the end of a response.</summary>
    public required int PadId { get; init; }

    /// <summary>A response ends with (and includes) the first of these token sequences.</summary>
    public IReadOnlyList<IReadOnlyList<int>> StopSequences { get; init; } = [];

    /// <summary>False: always the most likely token. True: sample.</summary>
    public bool Sample { get; init; } = true;

    /// <summary>Divides the positive logits of tokens that the row holds, prompt and padding included, and multiplies negative ones; 1 is off.</summary>
    public double RepetitionPenalty { get; init; } = 1.0;

    /// <summary>No run of this many tokens may come twice in a row, prompt and padding included; 0 is off.</summary>
    public int NoRepeatNgram { get; init; }

    /// <summary>Token sequences that may not come up; a single end id among them is left out.</summary>
    public IReadOnlyList<IReadOnlyList<int>> BadWords { get; init; } = [];

    /// <summary>The end token is barred until a response has this many tokens. PPO with a value above 0 biases the KL estimate.</summary>
    public int MinNewTokens { get; init; }

    /// <summary>Tokens that may not come up.</summary>
    public IReadOnlyList<int> SuppressedIds { get; init; } = [];

    /// <summary>Tokens that may not come first.</summary>
    public IReadOnlyList<int> FirstSuppressedIds { get; init; } = [];

    /// <summary>Logits are divided by this before sampling; above 0.</summary>
    public double Temperature { get; init; } = 1.0;

    /// <summary>Only the k most likely tokens may be drawn, and those that tie with the last of them; 0 allows all.</summary>
    public int TopK { get; init; }

    /// <summary>Only the smallest set of tokens whose probability reaches this may be drawn; 1 allows all.</summary>
    public double TopP { get; init; } = 1.0;

    /// <summary>Only tokens at least this likely, relative to the most likely one, may be drawn; 0 allows all.</summary>
    public double MinP { get; init; }

    /// <summary>Only the tokens nearest to the expected surprise, up to this probability, may be drawn (Meister et al. 2022); 1 allows all.</summary>
    public double TypicalP { get; init; } = 1.0;

    /// <summary>Only tokens at least this likely may be drawn (Hewitt et al. 2022); 0 allows all.</summary>
    public double EpsilonCutoff { get; init; }

    /// <summary>As <see cref="EpsilonCutoff"/>, lowered where the distribution is flat (Hewitt et al. 2022); 0 allows all.</summary>
    public double EtaCutoff { get; init; }

    /// <summary>Checks every value against its range and the model's vocabulary.</summary>
    /// <param name="vocabularySize">V.</param>
    /// <exception cref="WorkbenchException">A value is out of range; the message names it and the range.</exception>
    public void Validate(int vocabularySize)
    {
        Require(MaxNewTokens >= 1, nameof(MaxNewTokens), MaxNewTokens, "at least 1");
        Require(MinNewTokens >= 0 && MinNewTokens <= MaxNewTokens, nameof(MinNewTokens), MinNewTokens, $"0 to {nameof(MaxNewTokens)}");
        Require(RepetitionPenalty > 0, nameof(RepetitionPenalty), RepetitionPenalty, "above 0");
        Require(NoRepeatNgram >= 0, nameof(NoRepeatNgram), NoRepeatNgram, "at least 0");
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
            (nameof(BadWords), BadWords.SelectMany(ids => ids)), (nameof(SuppressedIds), SuppressedIds),
            (nameof(FirstSuppressedIds), FirstSuppressedIds),
        })
        {
            foreach (var id in ids)
            {
                Require(id >= 0 && id < vocabularySize, name, id, $"a token id from 0 to {vocabularySize - 1}");
            }
        }

        Require(StopSequences.All(ids => ids.Count > 0), nameof(StopSequences), 0, "sequences of at least one token");
        Require(BadWords.All(ids => ids.Count > 0), nameof(BadWords), 0, "sequences of at least one token");
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
