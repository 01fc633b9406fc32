using System.Text.Json.Serialization;
using Workbench.Rewards;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Experiments;

/// <summary>One of several rewards that are added up; the key kind says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ModelReward), "model")]
[JsonDerivedType(typeof(LabelReward), "classifier")]
[JsonDerivedType(typeof(LengthReward), "length")]
[JsonDerivedType(typeof(RepetitionReward), "repetition")]
[JsonDerivedType(typeof(PhraseReward), "phrases")]
public abstract record RewardPart
{
    /// <summary>What its score is multiplied by; below 0 for what shall be avoided.</summary>
    public double Weight { get; init; } = 1;

    internal virtual void Validate(string owner) =>
        OptionCheck.Require(double.IsFinite(Weight), $"{owner}.{nameof(Weight)}", Weight, "finite");

    /// <summary>The same with its model where another name says; a rule without a model stays as it is.</summary>
    /// <param name="find">From the model's name to its folder.</param>
    public virtual RewardPart Located(Func<string, string> find) => this;

    /// <summary>The same with full paths.</summary>
    internal virtual RewardPart Resolve() => this;

    /// <summary>The reward, and what must be freed after its last use.</summary>
    internal abstract (IReward Reward, IDisposable? Owned) Load(Chatbot policy, Device device);
}

/// <summary>A reward model of any tokenizer.</summary>
public sealed record ModelReward : RewardPart
{
    /// <summary>Its folder.</summary>
    public string? Model { get; init; }

    internal override void Validate(string owner)
    {
        base.Validate(owner);
        OptionCheck.Require(Model is not null, $"{owner}.{nameof(Model)}", Model, "the folder of a reward model");
    }

    /// <inheritdoc/>
    public override RewardPart Located(Func<string, string> find) => this with { Model = Model is null ? null : find(Model) };

    internal override RewardPart Resolve() => this with { Model = ModelPath.FullReward(Model) };

    internal override (IReward, IDisposable?) Load(Chatbot policy, Device device)
    {
        var model = LearnedRewardModel.Load(Model!, device);
        try
        {
            return (model.For(policy), model);
        }
        catch (WorkbenchException)
        {
            model.Dispose();
            throw;
        }
    }
}

/// <summary>The score that a classifier gives to one of its labels, by the label's name.</summary>
public sealed record LabelReward : RewardPart
{
    /// <summary>The classifier's folder.</summary>
    public string? Model { get; init; }

    /// <summary>One of its labels, such as nothate.</summary>
    public string? Label { get; init; }

    /// <summary>Which number of it.</summary>
    public ClassifierScore Score { get; init; }

    /// <summary>Whether prompt and response are judged together; that dilutes the signal.</summary>
    public bool IncludePrompt { get; init; }

    /// <summary>Whether the largest score of all labels counts instead of the label's: the defect of the DeepLearning.AI lab.</summary>
    public bool TakeLargest { get; init; }

    /// <summary>Texts a forward pass.</summary>
    public int BatchSize { get; init; } = 16;

    internal override void Validate(string owner)
    {
        base.Validate(owner);
        OptionCheck.Require(Model is not null, $"{owner}.{nameof(Model)}", Model, "the folder of a classifier");
        OptionCheck.Require(Label is not null, $"{owner}.{nameof(Label)}", Label, "one of the classifier's labels");
        OptionCheck.AtLeastOne($"{owner}.{nameof(BatchSize)}", BatchSize);
    }

    /// <inheritdoc/>
    public override RewardPart Located(Func<string, string> find) => this with { Model = Model is null ? null : find(Model) };

    internal override RewardPart Resolve() => this with { Model = ModelPath.Full(Model) };

    private string ScoreName => Score switch
    {
        ClassifierScore.Probability => $"P({Label})",
        ClassifierScore.LogProbability => $"log P({Label})",
        _ => $"{Label} logit",
    };

    internal override (IReward, IDisposable?) Load(Chatbot policy, Device device)
    {
        var classifier = TextClassifier.Load(Model!, device, BatchSize);
        try
        {
            return (new ClassifierReward(ScoreName, classifier, Label!, Score, IncludePrompt, TakeLargest), classifier);
        }
        catch (WorkbenchException)
        {
            classifier.Dispose();
            throw;
        }
    }
}

/// <summary>Takes something off for each token outside a range of lengths.</summary>
public sealed record LengthReward : RewardPart
{
    /// <summary>Fewest tokens allowed.</summary>
    public int Shortest { get; init; }

    /// <summary>Most tokens allowed.</summary>
    public int Longest { get; init; } = int.MaxValue;

    /// <summary>Taken off for each token outside.</summary>
    public double Slope { get; init; } = 0.05;

    internal override void Validate(string owner)
    {
        base.Validate(owner);
        OptionCheck.Require(Shortest >= 0, $"{owner}.{nameof(Shortest)}", Shortest, "at least 0");
        OptionCheck.Require(Longest >= Shortest, $"{owner}.{nameof(Longest)}", Longest, $"at least shortest ({Shortest})");
        OptionCheck.Positive($"{owner}.{nameof(Slope)}", Slope);
    }

    internal override (IReward, IDisposable?) Load(Chatbot policy, Device device) => (new LengthGuard(Shortest, Longest, Slope), null);
}

/// <summary>Takes something off for n-grams of tokens that the response has already.</summary>
public sealed record RepetitionReward : RewardPart
{
    /// <summary>n, tokens of an n-gram.</summary>
    public int Size { get; init; } = 2;

    /// <summary>Share of repeated n-grams that costs nothing.</summary>
    public double Allowed { get; init; } = 0.05;

    /// <summary>The cost of a response of repetitions only.</summary>
    public double Factor { get; init; } = 2;

    internal override void Validate(string owner)
    {
        base.Validate(owner);
        OptionCheck.AtLeastOne($"{owner}.{nameof(Size)}", Size);
        OptionCheck.Require(Allowed is >= 0 and < 1, $"{owner}.{nameof(Allowed)}", Allowed, "in [0, 1)");
        OptionCheck.Positive($"{owner}.{nameof(Factor)}", Factor);
    }

    internal override (IReward, IDisposable?) Load(Chatbot policy, Device device) => (new RepetitionGuard(Size, Allowed, Factor), null);
}

/// <summary>A weight for each phrase that occurs in the response.</summary>
public sealed record PhraseReward : RewardPart
{
    /// <summary>Phrases with their weights.</summary>
    public IReadOnlyDictionary<string, double> Phrases { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether a phrase counts each time it occurs.</summary>
    public bool CountRepeats { get; init; }

    internal override void Validate(string owner)
    {
        base.Validate(owner);
        OptionCheck.Require(Phrases.Count > 0, $"{owner}.{nameof(Phrases)}", "empty", "at least one phrase with its weight");
    }

    internal override (IReward, IDisposable?) Load(Chatbot policy, Device device) => (new LexiconReward("phrases", Phrases, CountRepeats), null);
}
