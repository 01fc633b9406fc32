using TorchSharp;
using TorchSharp.Modules;
using Workbench.Checkpoints;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

/// <summary>
/// A language model for the meta device, made of operators that exist there in every libtorch version (embedding tables do not in 1.13).
/// </summary>
internal sealed class ShapesOnly(Device device) : ILanguageModel
{
    private readonly Parameters parameters = new(device);

    public nn.Module Module => parameters;

    public ModelConfig Config => throw new NotSupportedException();

    public int VocabularySize => TinyModel.Vocabulary;

    public int HiddenSize => 4;

    public int? ContextLength => null;

    public LanguageModelOutput Forward(TokenBatch prompts, TokenBatch responses)
    {
        var hidden = HiddenStates(prompts, responses);
        return new LanguageModelOutput(Logits(hidden), hidden);
    }

    public Tensor HiddenStates(TokenBatch prompts, TokenBatch responses) =>
        responses.Ids.to_type(ScalarType.Float32).unsqueeze(-1) * parameters.Input + prompts.Ids.to_type(ScalarType.Float32).mean();

    public Tensor Logits(Tensor hiddenStates) => nn.functional.linear(hiddenStates, parameters.Output);

    public Tensor FinalStates(TokenBatch prompts, TokenBatch responses) => throw new NotSupportedException();

    public Generated Generate(TokenBatch prompts, GenerationOptions options, IUniforms? uniforms) => throw new NotSupportedException();

    public IEnumerable<GeneratedToken> Stream(TokenBatch prompts, GenerationOptions options, IUniforms? uniforms) =>
        throw new NotSupportedException();

    public ILanguageModel Clone() => throw new NotSupportedException();

    public void Dispose() => parameters.Dispose();

    internal sealed class Head : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter weight;

        public Head(Device device) : base(nameof(Head))
        {
            weight = new Parameter(empty([4], ScalarType.Float32, device));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => (input * weight).sum(-1);
    }

    private sealed class Parameters : nn.Module
    {
        public readonly Parameter Input;
        public readonly Parameter Output;

        public Parameters(Device device) : base(nameof(Parameters))
        {
            Input = new Parameter(empty([4], ScalarType.Float32, device));
            Output = new Parameter(empty([TinyModel.Vocabulary, 4], ScalarType.Float32, device));
            RegisterComponents();
        }
    }
}
