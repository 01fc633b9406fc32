using TorchSharp;
using Workbench.Checkpoints;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Tests.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Devices;

/// <summary>A model has the same numbers on every device, up to the rounding of sums in another order.</summary>
public sealed class ModelsOnDevicesTests
{
    private static TokenBatch Prompts => TinyModels.Batch(1, left: true, 6, 3, 1);

    private static TokenBatch Responses => TinyModels.Batch(2, left: false, 4, 2, 1);

    public static IEnumerable<object[]> Everywhere =>
        from device in TestDevice.Names from object[] family in TinyModels.All select new object[] { device, family[0] };

    [SkippableTheory]
    [MemberData(nameof(Everywhere))]
    public void LogitsAndGradientsAreTheCpus(string device, string family)
    {
        var there = TestDevice.Named(device);
        using var scope = NewDisposeScope();
        using var expected = TinyModels.Build(family);
        using var model = TinyModels.Build(family, device: there);
        var (logits, states) = model.Forward(On(Prompts, there), On(Responses, there));
        var (wanted, _) = expected.Forward(Prompts, Responses);
        Assert.All([logits, states], tensor => Assert.Equal(there.type, tensor.device_type));
        AssertNear(wanted, logits);

        logits.logsumexp(-1).sum().backward();
        wanted.logsumexp(-1).sum().backward();
        foreach (var (mine, theirs) in model.Module.parameters().Zip(expected.Module.parameters()))
        {
            AssertNear(theirs.grad!, mine.grad!);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Everywhere))]
    public void TheSameLuckGivesTheSameText(string device, string family)
    {
        var there = TestDevice.Named(device);
        using var scope = NewDisposeScope();
        using var expected = TinyModels.Build(family);
        using var model = TinyModels.Build(family, device: there);
        var options = new GenerationOptions { MaxNewTokens = 8, EndIds = [3], PadId = 0, Temperature = 0.8, TopK = 9, TopP = 0.9 };

        using var wanted = expected.Generate(Prompts, options, new UniformSource(11));
        using var generated = model.Generate(On(Prompts, there), options, new UniformSource(11));

        Assert.Equal(wanted.Responses.Ids.data<long>().ToArray(), generated.Responses.Ids.cpu().data<long>().ToArray());
        AssertNear(wanted.LogProbs, generated.LogProbs);
    }

    [SkippableTheory]
    [MemberData(nameof(Everywhere))]
    public void ACheckpointIsLoadedOntoTheDevice(string device, string family)
    {
        var there = TestDevice.Named(device);
        using var folder = new TemporaryFolder();
        using var expected = TinyModels.Build(family);
        LanguageModels.Save(expected, folder.Folder);
        using var model = LanguageModels.Load(folder.Folder, there);
        foreach (var (mine, theirs) in model.Module.parameters().Zip(expected.Module.parameters()))
        {
            Assert.Equal(there.type, mine.device_type);
            Assert.True(theirs.Equals(mine.cpu()));
        }
    }

    private static TokenBatch On(TokenBatch batch, Device device) => new(batch.Ids.to(device), batch.Mask.to(device));

    private static void AssertNear(Tensor expected, Tensor actual) => Assert.InRange(TinyModels.Difference(expected, actual.cpu()), 0, 1e-4);
}
