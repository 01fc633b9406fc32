using System.Text.RegularExpressions;
using Workbench.Generation;
using Workbench.Training;

namespace Workbench.Tests.Training;

public sealed partial class KnownDefectsTests
{
    private static readonly GenerationOptions Generation = PpoSetup.Small.Generation;

    public static TheoryData<string> Names => new(KnownDefects.All.Select(defect => defect.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryOptionThatIsNamedExists(string name)
    {
        var defect = KnownDefects.All.Single(known => known.Name == name);
        var types = typeof(KnownDefect).Assembly.GetExportedTypes();
        foreach (Match mentioned in Member().Matches(defect.Option))
        {
            var type = Assert.Single(types, type => type.Name == mentioned.Groups["type"].Value);
            foreach (var member in mentioned.Groups["member"].Captures.Select(capture => capture.Value))
            {
                var found = type.GetMember(member);
                Assert.True(found.Length > 0, $"{type.Name} has no {member}");
                type = (found[0] as System.Reflection.PropertyInfo)?.PropertyType ?? type;
            }
        }

        foreach (Match argument in Argument().Matches(defect.Option))
        {
            var type = Assert.Single(types, type => type.Name == argument.Groups["type"].Value);
            Assert.Contains(type.GetConstructors().SelectMany(made => made.GetParameters()), parameter => parameter.Name == argument.Groups["name"].Value);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ADefectIsOffInOurPresetAndOnInThoseThatItNames(string name)
    {
        var defect = KnownDefects.All.Single(known => known.Name == name);
        Assert.All([defect.Where, defect.Option, defect.Effect, defect.Evidence], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        if (defect.Switch is not { } on)
        {
            Assert.Empty(defect.Presets);
            return;
        }

        var clean = PpoPresets.Workbench(Generation);
        Assert.NotEqual(clean, on(clean));
        on(clean).Validate();
        foreach (var preset in PpoPresets.Names)
        {
            var options = PpoPresets.ByName(preset, Generation);
            Assert.Equal(defect.Presets.Contains(preset), on(options) == options);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ADefectThatIsOnStillTrainsOrIsRefusedInWords(string name)
    {
        if (KnownDefects.All.Single(known => known.Name == name).Switch is not { } on)
        {
            return;
        }

        using var setup = new PpoSetup(on(PpoSetup.Small) with { BatchSize = 8, MiniBatchSize = 8 });
        try
        {
            Assert.True(double.IsFinite(setup.Trainer.Step().Loss));
        }
        catch (WorkbenchException e)
        {
            // A start token is an encoder-decoder's, and a response of one token has nothing left where the first is masked.
            Assert.Matches("encoder-decoder|MaskFirstToken", e.Message);
        }
    }

    [GeneratedRegex("""(?<type>[A-Z][A-Za-z0-9]+)(\.(?<member>[A-Z][A-Za-z]+))+""")]
    private static partial Regex Member();

    [GeneratedRegex("""(?<type>[A-Z][A-Za-z]+)\((?<name>[a-z][A-Za-z]+):""")]
    private static partial Regex Argument();
}
