using System.Text.Json.Nodes;
using Workbench.Checkpoints;
using Workbench.Experiments;
using Workbench.Models;
using Workbench.Text;

namespace Workbench.Tests.Models;

/// <summary>A RoBERTa of the bundled tokenizer with the labels kind and hostile, with weights that nobody trained.</summary>
internal static class TinyClassifier
{
    /// <summary>The most tokens that it reads.</summary>
    public const int Context = 64;

    /// <summary>Writes it into a folder unless it is there, and gives the folder back.</summary>
    public static string At(string folder)
    {
        if (!Directory.Exists(folder))
        {
            var tokenizer = TokenizerFolder.Load(StageRuns.BundledModel());
            var config = new ModelConfig(new JsonObject
            {
                ["model_type"] = "roberta", ["vocab_size"] = tokenizer.VocabularySize, ["hidden_size"] = 16, ["num_hidden_layers"] = 1,
                ["num_attention_heads"] = 2, ["intermediate_size"] = 32, ["max_position_embeddings"] = Context + tokenizer.PadId + 1,
                ["type_vocab_size"] = 1, ["pad_token_id"] = tokenizer.PadId, ["id2label"] = new JsonObject { ["0"] = "kind", ["1"] = "hostile" },
            });
            using var random = new RandomParameters(1);
            using var model = SequenceClassifiers.Build(config, random);
            SequenceClassifiers.Save(model, folder);
            TokenizerFolder.Save(tokenizer, folder);
        }

        return folder;
    }
}
