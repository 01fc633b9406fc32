using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Lora;

/// <summary>A language model or a classifier, with or without an adapter, so that one test serves both.</summary>
internal sealed record AdaptedCase(ILanguageModel? Language, ISequenceClassifier? Classifier) : IDisposable
{
    public nn.Module Module => Language?.Module ?? Classifier!.Module;

    public LoraAdapter? Adapter => Language is not null ? Language.Adapter : Classifier!.Adapter;

    public bool IsCausal => Language is CausalLanguageModel;

    public TrainableParameters Count => Language is not null ? TrainableParameters.Of(Language) : TrainableParameters.Of(Classifier!);

    public static AdaptedCase Load(string folder) =>
        Fixtures.Json(folder, "config.json").GetProperty("architectures")[0].GetString()!.EndsWith("ForSequenceClassification", StringComparison.Ordinal)
            ? new AdaptedCase(null, SequenceClassifiers.Load(folder, warn: warning => Assert.Fail(warning)))
            : new AdaptedCase(LanguageModels.Load(folder, warn: warning => Assert.Fail(warning)), null);

    public AdaptedCase With(string folder) => Each(
        model => PeftAdapters.Load(model, folder, warn: warning => Assert.Fail(warning)),
        model => PeftAdapters.Load(model, folder, warn: warning => Assert.Fail(warning)));

    public AdaptedCase Off() => Each(Adapters.Off, Adapters.Off);

    public AdaptedCase Merged() => Each(Adapters.Merge, Adapters.Merge);

    public void Save(string folder)
    {
        if (Language is not null)
        {
            PeftAdapters.Save(Language, folder);
        }
        else
        {
            PeftAdapters.Save(Classifier!, folder);
        }
    }

    public Tensor Logits(TokenBatch tokens, Tensor? decoderIds) => this switch
    {
        { Language: CausalLanguageModel causal } => causal.Logits(causal.States(tokens)),
        { Language: T5 both } => Decoded(both, tokens, decoderIds!),
        _ => Classifier!.Logits(tokens),
    };

    public void Dispose()
    {
        Language?.Dispose();
        Classifier?.Dispose();
    }

    private static Tensor Decoded(T5 model, TokenBatch tokens, Tensor decoderIds)
    {
        var crossed = model.Cross(model.Encode(tokens), tokens.Mask);
        return model.Head(model.Decode(decoderIds, crossed)).view(decoderIds.shape[0], decoderIds.shape[1], -1);
    }

    private AdaptedCase Each(Func<ILanguageModel, ILanguageModel> language, Func<ISequenceClassifier, ISequenceClassifier> classifier) =>
        Language is not null ? new AdaptedCase(language(Language), null) : new AdaptedCase(null, classifier(Classifier!));
}
