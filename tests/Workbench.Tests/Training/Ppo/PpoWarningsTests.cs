using Workbench.Training;

namespace Workbench.Tests.Training;

public sealed class PpoWarningsTests
{
    [Fact]
    public void OurOwnSettingsAreNotWarnedAbout() => Assert.Empty(PpoWarnings.Of(PpoPresets.Workbench(PpoSetup.Small.Generation)));

    [Fact]
    public void EachHarmfulSettingIsNamedWithItsReason()
    {
        var harmful = PpoSetup.Small with
        {
            Generation = PpoSetup.Small.Generation with { MinNewTokens = 5, TopK = 50, TopP = 0.9, Temperature = 0.7, MinP = 0.1, NoRepeatNgram = 3, SuppressedIds = [4] },
            UseTemperature = false,
            Kl = new() { Coefficient = 0.2, Target = 6, Horizon = 10000, InLoss = true },
        };
        var warnings = string.Join('\n', PpoWarnings.Of(harmful));
        foreach (var word in new[] { "MinNewTokens", "TopK", "UseTemperature", "Horizon", "KL", "MinP", "NoRepeatNgram", "SuppressedIds", "InLoss" })
        {
            Assert.Contains(word, warnings, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void OptionsOutsideTheirRangeAreRefusedByName()
    {
        void Refused(PpoOptions options, string name) =>
            Assert.Contains(name, Assert.Throws<WorkbenchException>(() => options.Validate()).Message, StringComparison.Ordinal);
        Refused(PpoSetup.Small with { MiniBatchSize = 17 }, "PpoOptions.MiniBatchSize is 17; it must be in [1, 16]");
        Refused(PpoSetup.Small with { Gamma = 1.5 }, "PpoOptions.Gamma");
        Refused(PpoSetup.Small with { ClipRange = 0 }, "PpoOptions.ClipRange");
        Refused(PpoSetup.Small with { Kl = new() { Coefficient = -1 } }, "PpoOptions.Kl.Coefficient");
        Refused(PpoSetup.Small with { DualClip = 1 }, "PpoOptions.DualClip");
        Refused(PpoSetup.Small with { StopText = new("") }, "PpoOptions.StopText.Text");
        Refused(PpoSetup.Small with { Generation = PpoSetup.Small.Generation with { ResponsesPerPrompt = 2 } }, "ResponsesPerPrompt");
        Refused(PpoSetup.Small with { RatioLimit = 0 }, "PpoOptions.RatioLimit");
        Refused(PpoSetup.Small with { MissingEndPenalty = 1, MissingEndScore = -1 }, "PpoOptions.MissingEndScore");
    }
}
