using Workbench.Checkpoints;
using Workbench.Models.Lora;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>A model that gives a whole text one score a label, such as the toxicity classifiers that serve as rewards.</summary>
public interface ISequenceClassifier : IDisposable
{
    /// <summary>The parameters, under the names of the Hugging Face checkpoint; in evaluation mode.</summary>
    nn.Module Module { get; }

    /// <summary>The settings that the model was built from, as config.json has them.</summary>
    ModelConfig Config { get; }

    /// <summary>The adapter that the classifier runs under; null for none.</summary>
    LoraAdapter? Adapter => null;

    /// <summary>The names of the labels, in the order of the logits (config.json's id2label).</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Rows of the token embedding: every id lies below it.</summary>
    int VocabularySize { get; }

    /// <summary>The most tokens a text may have.</summary>
    int ContextLength { get; }

    /// <summary>Scores texts.</summary>
    /// <param name="tokens">[B, T], padded on either side; the special tokens that the family wants are among the ids.</param>
    /// <param name="tokenTypes">Which of two texts a token belongs to, int64 [B, T]; null for one text.</param>
    /// <returns>Raw logits, [B, labels].</returns>
    /// <exception cref="WorkbenchException">The texts are longer than <see cref="ContextLength"/>.</exception>
    Tensor Logits(TokenBatch tokens, Tensor? tokenTypes = null);
}
