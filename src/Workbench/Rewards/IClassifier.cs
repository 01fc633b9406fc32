namespace Workbench.Rewards;

/// <summary>A text classifier, whatever its tokenizer: it gets text, so it may judge any policy's responses.</summary>
public interface IClassifier
{
    /// <summary>What the logits stand for, in their order, as the checkpoint names them.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Raw scores of each text, one a label; not normalised.</summary>
    double[][] Logits(IReadOnlyList<string> texts);
}
