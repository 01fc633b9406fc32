using System.Text.Json;
using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Models;

/// <summary>What is made of a config.json that leaves settings out, says them in other words or sets them to null: what transformers makes of it.</summary>
public class ConfigParityTests
{
    private const string Folder = "configs";

    public static TheoryData<string> Cases => new(
        File.Exists(Fixtures.At(Folder, "cases.json")) ? [.. All().Select(item => item.GetProperty("name").GetString()!)] : [Fixtures.None]);

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Parameters_and_numbers_are_those_of_transformers(string name)
    {
        Fixtures.SkipIfNone(name);
        using var scope = NewDisposeScope();
        var expected = All().Single(item => item.GetProperty("name").GetString() == name);
        var config = ModelConfig.Parse(expected.GetProperty("config").GetRawText());
        var small = expected.TryGetProperty("logits", out var logits);
        using var model = new AnyModel(config, new EmptyParameters(small ? CPU : META));
        var parameters = model.Module.named_parameters().OrderBy(pair => pair.name, StringComparer.Ordinal).ToArray();

        Assert.Equal(expected.GetProperty("tensors").GetInt32(), parameters.Length);
        Assert.Equal(expected.GetProperty("parameters").GetInt64(), parameters.Sum(pair => pair.parameter.numel()));
        if (!small)
        {
            return;
        }

        Assert.Equal(
            expected.GetProperty("shapes").EnumerateObject().Select(shape => $"{shape.Name} [{string.Join(", ", Numbers(shape.Value))}]"),
            parameters.Select(pair => $"{pair.name} [{string.Join(", ", pair.parameter.shape)}]"));
        Fill(parameters);
        var found = model.Logits(Table(expected.GetProperty("ids")), expected.TryGetProperty("decoder_ids", out var ids) ? Table(ids) : null);
        var wanted = tensor(logits.EnumerateArray().SelectMany(row => row.EnumerateArray().Select(x => (float)x.GetDouble())).ToArray());
        Near.Equal(wanted, found.reshape(-1), expected.GetProperty("tolerance").GetDouble(), name);
    }

    private static IEnumerable<JsonElement> All() => Fixtures.Json(Folder, "cases.json").EnumerateArray();

    private static long[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt64())];

    private static Tensor Table(JsonElement rows) => stack([.. rows.EnumerateArray().Select(row => tensor(Numbers(row)))]);

    private static void Fill(IEnumerable<(string name, TorchSharp.Modules.Parameter parameter)> parameters)
    {
        using var off = no_grad();
        var start = 0L;
        foreach (var (name, parameter) in parameters)
        {
            var norm = parameter.dim() == 1 && name.EndsWith("weight", StringComparison.Ordinal) && (name.Contains("norm", StringComparison.OrdinalIgnoreCase) || name.Contains("ln_"));
            var wave = arange(start, start + parameter.numel(), dtype: ScalarType.Float64).mul(1.7).sin().mul(0.3).add(norm ? 1 : 0);
            parameter.copy_(wave.view(parameter.shape));
            start += parameter.numel();
        }
    }

    /// <summary>A language model or a classifier.</summary>
    private sealed class AnyModel : IDisposable
    {
        private readonly IDisposable model;

        public AnyModel(ModelConfig config, IParameterSource source) =>
            model = config.Text("model_type") is "bert" or "roberta" or "distilbert" ? SequenceClassifiers.Build(config, source) : LanguageModels.Build(config, source);

        public nn.Module Module => model is ILanguageModel language ? language.Module : ((ISequenceClassifier)model).Module;

        public Tensor Logits(Tensor ids, Tensor? decoderIds)
        {
            var tokens = new TokenBatch(ids, ones_like(ids, ScalarType.Bool));
            return model switch
            {
                T5 t5 => t5.Logits(t5.Decode(decoderIds!, t5.Cross(t5.Encode(tokens), tokens.Mask)).view(decoderIds!.shape[0], -1, t5.HiddenSize)),
                CausalLanguageModel causal => causal.Logits(causal.States(tokens)),
                ISequenceClassifier classifier => classifier.Logits(tokens),
                _ => throw new NotSupportedException(model.GetType().Name),
            };
        }

        public void Dispose() => model.Dispose();
    }
}
