using TorchSharp;
using Workbench.Models;
using Workbench.Parity.Tests.Models;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Checkpoints;

/// <summary>Every family is saved and loaded again, in one file and in shards, to the same weights.</summary>
public sealed class SavedModelsTests : IDisposable
{
    private const long SmallShard = 8_000;

    private readonly string folder = Directory.CreateTempSubdirectory("workbench-").FullName;

    public static TheoryData<string> Causal => ModelFolders.Of(ModelKind.Causal);

    public static TheoryData<string> EncoderDecoders => ModelFolders.Of(ModelKind.EncoderDecoder);

    public static TheoryData<string> Classifiers => ModelFolders.Of(ModelKind.Classifier);

    [SkippableTheory]
    [MemberData(nameof(Causal))]
    [MemberData(nameof(EncoderDecoders))]
    public void A_language_model_comes_back_bit_for_bit(string name)
    {
        Fixtures.SkipIfNone(name);
        using var model = LanguageModels.Load(Fixtures.At(name), warn: _ => { });
        foreach (var maxShardBytes in new[] { long.MaxValue, SmallShard })
        {
            LanguageModels.Save(model, folder, maxShardBytes: maxShardBytes);
            using var again = LanguageModels.Load(folder, warn: warning => Assert.Fail(warning));
            Same(model.Module, again.Module, maxShardBytes);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Classifiers))]
    public void A_classifier_comes_back_bit_for_bit(string name)
    {
        Fixtures.SkipIfNone(name);
        using var model = SequenceClassifiers.Load(Fixtures.At(name), warn: _ => { });
        foreach (var maxShardBytes in new[] { long.MaxValue, SmallShard })
        {
            SequenceClassifiers.Save(model, folder, maxShardBytes);
            using var again = SequenceClassifiers.Load(folder, warn: warning => Assert.Fail(warning));
            Same(model.Module, again.Module, maxShardBytes);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Same(nn.Module expected, nn.Module actual, long maxShardBytes)
    {
        using var scope = NewDisposeScope();
        var parameters = actual.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        foreach (var (name, parameter) in expected.named_parameters())
        {
            Assert.True(parameter.detach().bytes.SequenceEqual(parameters[name].detach().bytes), name);
        }

        var bytes = expected.parameters().Sum(parameter => parameter.NumberOfElements * parameter.ElementSize);
        Assert.Equal(bytes > maxShardBytes, File.Exists(Path.Combine(folder, "model.safetensors.index.json")));
    }
}
