using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>Every option of pre-training a small GPT-2 on the bundled corpus.</summary>
public sealed record PretrainConfig : RunConfig
{
    /// <summary>How many conversations are generated, in all tones and on all topics.</summary>
    public int Conversations { get; init; } = 30_000;

    /// <summary>How many further conversations measure the result.</summary>
    public int HeldOut { get; init; } = 1_000;

    /// <summary>Tokens of the vocabulary, special tokens included.</summary>
    public int Vocabulary { get; init; } = 1_024;

    /// <summary>How many conversations the vocabulary is learned from.</summary>
    public int VocabularyConversations { get; init; } = 10_000;

    /// <summary>The longest conversation in tokens.</summary>
    public int Context { get; init; } = 112;

    /// <summary>Layers of the model.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Width of the model; a multiple of <see cref="Heads"/>.</summary>
    public int Width { get; init; } = 96;

    /// <summary>Attention heads of a layer.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>A checkpoint is written each time this many steps are done.</summary>
    public int CheckpointEvery { get; init; } = 500;

    /// <summary>The trainer's options.</summary>
    public SftOptions Training { get; init; } = new()
    {
        Steps = 2_000,
        BatchSize = 32,
        Optimizer = new()
        {
            LearningRate = 1e-3, Beta2 = 0.95, WeightDecay = 0.01, WarmUpSteps = 100, Schedule = Schedule.Cosine, FinalFraction = 0.05,
        },
    };

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        OptionCheck.AtLeastOne("conversations", Conversations);
        OptionCheck.AtLeastOne("heldOut", HeldOut);
        OptionCheck.AtLeastOne("vocabularyConversations", VocabularyConversations);
        OptionCheck.AtLeastOne("context", Context);
        OptionCheck.AtLeastOne("layers", Layers);
        OptionCheck.AtLeastOne("heads", Heads);
        OptionCheck.Require(Width >= Heads && Width % Heads == 0, "width", Width, $"a multiple of heads ({Heads})");
        OptionCheck.AtLeastOne("checkpointEvery", CheckpointEvery);
        Training.Validate("training");
    }
}
