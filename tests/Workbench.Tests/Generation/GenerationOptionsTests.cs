using Workbench.Generation;

namespace Workbench.Tests.Generation;

public class GenerationOptionsTests
{
    private static readonly GenerationOptions Good = new() { MaxNewTokens = 8, EndIds = [3], PadId = 0 };

    public static TheoryData<string, GenerationOptions> Bad => new()
    {
        { "MaxNewTokens", Good with { MaxNewTokens = 0 } },
        { "MinNewTokens", Good with { MinNewTokens = 9 } },
        { "Temperature", Good with { Temperature = 0 } },
        { "Temperature", Good with { Temperature = double.NaN } },
        { "TopK", Good with { TopK = -1 } },
        { "TopP", Good with { TopP = 1.1 } },
        { "MinP", Good with { MinP = -0.1 } },
        { "TypicalP", Good with { TypicalP = 0 } },
        { "EpsilonCutoff", Good with { EpsilonCutoff = 1 } },
        { "EtaCutoff", Good with { EtaCutoff = -1 } },
        { "RepetitionPenalty", Good with { RepetitionPenalty = 0 } },
        { "NoRepeatNgram", Good with { NoRepeatNgram = -1 } },
        { "EndIds", Good with { EndIds = [10] } },
        { "StopSequences", Good with { StopSequences = [[]] } },
        { "BadWords", Good with { BadWords = [[1, -1]] } },
        { "Beams", Good with { Sample = false, Beams = 0 } },
        { "Beams", Good with { Beams = 2 } },
        { "LengthPenalty", Good with { LengthPenalty = double.NaN } },
        { "ResponsesPerPrompt", Good with { ResponsesPerPrompt = 0 } },
        { "ResponsesPerPrompt", Good with { Sample = false, ResponsesPerPrompt = 2 } },
        { "ResponsesPerPrompt", Good with { Sample = false, Beams = 2, ResponsesPerPrompt = 3 } },
        { "MinRowLength", Good with { MinRowLength = -1 } },
        { "ForcedEndIds", Good with { ForcedEndIds = [10] } },
        { "LengthDecay.Factor", Good with { LengthDecay = new LengthDecayOptions(1, 0) } },
        { "LengthDecay.Start", Good with { LengthDecay = new LengthDecayOptions(-1, 2) } },
        { "SuppressedIds", Good with { SuppressedIds = [10] } },
    };

    [Fact]
    public void The_defaults_are_the_plain_distribution()
    {
        Good.Validate(10);
        Assert.Empty(Decoding.ProcessorsOf(Good));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_value_out_of_range_is_refused_by_name(string name, GenerationOptions options) =>
        Assert.Contains($"GenerationOptions.{name} ", Assert.Throws<WorkbenchException>(() => options.Validate(10)).Message);
}
