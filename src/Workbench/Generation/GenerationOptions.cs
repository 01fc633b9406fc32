namespace Workbench.Generation;

/// <summary>
/// How responses are chosen. Defaults are those that PPO needs: the plain distribution of the model, nothing cut off. What is on applies in
/// the order of transformers' <c>generate()</c>, which is the order of the properties below; those from <see cref="Temperature"/> to
/// <see cref="EtaCutoff"/> apply to sampling alone.
/// </summary>
public sealed partial record GenerationOptions
{
    /// <summary>Most tokens a response may have, the end token included. At least 1.</summary>
    public required int MaxNewTokens { get; init; }

    /// <summary>Draws a limit of its own for each response, at most <see cref="MaxNewTokens"/>; null gives all the same.</summary>
    public LengthRange? RandomLimit { get; init; }

    /// <summary>A response ends with (and includes) the first of these ids. Empty: it ends at the length limit or a stop sequence.</summary>
    public required IReadOnlyList<int> EndIds { get; init; }

    /// <summary>The id behind the end of a response.</summary>
    public required int PadId { get; init; }

    /// <summary>A response ends with (and includes) the first of these token sequences.</summary>
    public IReadOnlyList<IReadOnlyList<int>> StopSequences { get; init; } = [];

    /// <summary>A response ends with the token that one of these asks to be the last, such as that which completes a <see cref="StopTexts"/>.</summary>
    public IReadOnlyList<IStopRule> StopRules { get; init; } = [];

    /// <summary>Responses to each prompt, behind one another; above 1 with sampling, or up to <see cref="Beams"/>.</summary>
    public int ResponsesPerPrompt { get; init; } = 1;

    /// <summary>False: always the most likely token. True: sample.</summary>
    public bool Sample { get; init; } = true;

    /// <summary>Divides the positive logits of tokens that the row holds, prompt and padding included, and multiplies negative ones; 1 is off.</summary>
    public double RepetitionPenalty { get; init; } = 1.0;

    /// <summary>No run of this many tokens may come twice in a row, prompt and padding included; 0 is off.</summary>
    public int NoRepeatNgram { get; init; }

    /// <summary>Token sequences that may not come up; a single end id among them is left out.</summary>
    public IReadOnlyList<IReadOnlyList<int>> BadWords { get; init; } = [];

    /// <summary>The end token is barred until a row has this many tokens, prompt and padding included (transformers: min_length).</summary>
    public int MinRowLength { get; init; }

    /// <summary>The end token is barred until a response has this many tokens. PPO with a value above 0 biases the KL estimate.</summary>
    public int MinNewTokens { get; init; }

    /// <summary>Nothing but these may come at the last place that <see cref="MaxNewTokens"/> leaves; empty is off.</summary>
    public IReadOnlyList<int> ForcedEndIds { get; init; } = [];

    /// <summary>Raises the end token's score exponentially, the more the longer a response is; null is off.</summary>
    public LengthDecayOptions? LengthDecay { get; init; }

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

    /// <summary>Turns the scores into log-probabilities last of all, so that those kept sum to one.</summary>
    public bool Renormalize { get; init; }

    /// <summary>Whether <see cref="Generated.States"/> are kept.</summary>
    internal bool KeepStates { get; init; }

    /// <summary>Above 1: the most likely responses are searched for, this many lines at a time, each until it ends or is stopped. Without sampling.</summary>
    public int Beams { get; init; } = 1;

    /// <summary>Beams are compared by log-probability / length^penalty: above 0 favours longer responses, below 0 shorter ones.</summary>
    public double LengthPenalty { get; init; } = 1.0;

    /// <summary>When a beam search has found enough.</summary>
    public BeamStopping BeamStopping { get; init; } = BeamStopping.WhenUnlikely;
}
