using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Text;

namespace Workbench.Tests.Training;

/// <summary>A GPT-2 that trains in milliseconds, and a tokenizer whose words are its ids.</summary>
internal static class TinyModel
{
    public const int Vocabulary = 12;
    public const int End = 1;
    public const int Pad = 0;

    public static ILanguageModel Create(ulong seed = 1, int layers = 1, TorchSharp.torch.Device? device = null) => LanguageModels.Initialise(ModelConfig.Parse($$"""
        {
            "model_type": "gpt2", "n_layer": {{layers}}, "n_embd": 16, "n_head": 2, "vocab_size": {{Vocabulary}}, "n_positions": 32,
            "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5, "embd_pdrop": 0.0, "attn_pdrop": 0.0, "resid_pdrop": 0.0,
            "bos_token_id": 2, "eos_token_id": {{End}}
        }
        """), seed, device);

    public sealed class Words : ITextTokenizer
    {
        public int VocabularySize => Vocabulary;

        public int EndId => End;

        public int PadId => Pad;

        public IReadOnlyList<int> Encode(string text, bool addSpecialTokens = true) => [.. text.Split(' ').Select(int.Parse)];

        public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true) =>
            string.Join(' ', ids.Where(id => !skipSpecialTokens || id > 1));

        public int? IdOf(string token) => int.TryParse(token, out var id) ? id : null;
    }
}
