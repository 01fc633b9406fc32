using System.CommandLine;
using Workbench.Generation;
using Workbench.Text;

namespace Workbench.Cli.Commands.Generating;

/// <summary>The options of <c>workbench generate</c> that say how tokens are chosen.</summary>
internal sealed class GenerationFlags
{
    private readonly Option<bool> greedy = new("--greedy") { Description = "Always the most likely token, instead of sampling." };
    private readonly Option<double> temperature = Number("--temperature", 1, "Below 1 sharpens the distribution, above 1 flattens it.");
    private readonly Option<int> topK = Whole("--top-k", 0, "Only the K most likely tokens; 0 allows all.");
    private readonly Option<double> topP = Number("--top-p", 1, "Only the most likely tokens that together reach this probability.");
    private readonly Option<double> minP = Number("--min-p", 0, "Only tokens at least this likely relative to the most likely one.");
    private readonly Option<double> typicalP = Number("--typical-p", 1, "Only the tokens nearest to the expected surprise, up to this probability.");
    private readonly Option<double> repetitionPenalty = Number("--repetition-penalty", 1, "Above 1 makes tokens that came before less likely.");
    private readonly Option<int> noRepeatNgram = Whole("--no-repeat-ngram", 0, "No run of N tokens comes twice; 0 is off.");
    private readonly Option<int> minTokens = Whole("--min-tokens", 0, "A reply has at least N tokens before it may end.");
    private readonly Option<string[]> badWords = Texts("--bad-word", "A text that may not come up. May be given several times.");
    private readonly Option<string[]> stops = Texts("--stop", "A reply ends before this text. May be given several times.");
    private readonly Option<int> beams = Whole("--beams", 1, "Above 1: search for the most likely reply with N beams.");
    private readonly Option<double> lengthPenalty = Number("--length-penalty", 1, "With beams: above 0 favours longer replies.");
    private readonly Option<BeamStopping> stopping = new("--beam-stopping")
    {
        Description = "With beams: when the search has found enough.",
        DefaultValueFactory = _ => BeamStopping.WhenUnlikely,
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All =>
    [
        greedy, temperature, topK, topP, minP, typicalP, repetitionPenalty, noRepeatNgram, minTokens, badWords, stops, beams, lengthPenalty, stopping,
    ];

    /// <summary>What they ask for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="plain">Length and end of replies.</param>
    /// <param name="tokenizer">For the texts among them.</param>
    /// <param name="count">Number of replies.</param>
    public GenerationOptions Read(ParseResult parsed, GenerationOptions plain, ITextTokenizer tokenizer, int count)
    {
        var search = parsed.GetValue(beams) > 1;
        return plain with
        {
            Sample = !search && !parsed.GetValue(greedy),
            ResponsesPerPrompt = count,
            Temperature = parsed.GetValue(temperature),
            TopK = parsed.GetValue(topK),
            TopP = parsed.GetValue(topP),
            MinP = parsed.GetValue(minP),
            TypicalP = parsed.GetValue(typicalP),
            RepetitionPenalty = parsed.GetValue(repetitionPenalty),
            NoRepeatNgram = parsed.GetValue(noRepeatNgram),
            MinNewTokens = parsed.GetValue(minTokens),
            BadWords = [.. parsed.GetValue(badWords)!.SelectMany(word => Spellings(word, tokenizer))],
            StopRules = parsed.GetValue(stops) is { Length: > 0 } texts ? [new StopTexts(tokenizer, texts)] : [],
            Beams = parsed.GetValue(beams),
            LengthPenalty = parsed.GetValue(lengthPenalty),
            BeamStopping = parsed.GetValue(stopping),
        };
    }

    /// <summary>Says what is out of its range by the flag that was typed.</summary>
    /// <param name="fault">What <see cref="GenerationOptions.Validate"/> said.</param>
    public WorkbenchException Named(WorkbenchException fault)
    {
        const string owner = $"{nameof(GenerationOptions)}.";
        var message = fault.Message.Replace($"{owner}{nameof(GenerationOptions.ResponsesPerPrompt)} is", "--count is");
        foreach (var (name, option) in new (string, Option)[]
        {
            (nameof(GenerationOptions.Temperature), temperature), (nameof(GenerationOptions.TopK), topK), (nameof(GenerationOptions.TopP), topP),
            (nameof(GenerationOptions.MinP), minP), (nameof(GenerationOptions.TypicalP), typicalP),
            (nameof(GenerationOptions.RepetitionPenalty), repetitionPenalty), (nameof(GenerationOptions.NoRepeatNgram), noRepeatNgram),
            (nameof(GenerationOptions.MinNewTokens), minTokens), (nameof(GenerationOptions.BeamStopping), stopping),
            (nameof(GenerationOptions.Beams), beams), (nameof(GenerationOptions.LengthPenalty), lengthPenalty),
        })
        {
            message = message.Replace($"{owner}{name} is", $"{option.Name} is");
        }

        return new WorkbenchException(message, fault);
    }

    // A word has other tokens behind a space than at the start.
    private static IEnumerable<IReadOnlyList<int>> Spellings(string word, ITextTokenizer tokenizer) =>
        new[] { word, $" {word}" }.Select(text => tokenizer.Encode(text, addSpecialTokens: false)).Where(ids => ids.Count > 0);

    private static Option<double> Number(string name, double otherwise, string description) =>
        new(name) { Description = description, HelpName = "X", DefaultValueFactory = _ => otherwise };

    private static Option<int> Whole(string name, int otherwise, string description) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };

    private static Option<string[]> Texts(string name, string description) =>
        new(name) { Description = description, HelpName = "TEXT", DefaultValueFactory = _ => [] };
}
