using Workbench.Data;
using Workbench.Data.Public;
using Workbench.Text;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>What every single stage is told, beside its own options.</summary>
public abstract record StageConfig : RunConfig
{
    /// <summary>The folder of the model to begin with; null takes the bundled pre-trained one where that makes sense.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// A table (JSON Lines, JSON, CSV, TSV, Parquet), a folder of tables, or a data set's name on the Hub; null takes the bundled data.
    /// </summary>
    public string? Data { get; init; }

    /// <summary>Which column holds what: message, reply, chosen, rejected, and optionally id, topic, rater, split; dots reach into nested values.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Share of the records that measure and are not trained on, where the data do not say themselves which these are.</summary>
    public double HeldOutShare { get; init; } = 0.1;

    /// <summary>Records whose message has fewer characters (Unicode code points) than this are left out; null leaves none out.</summary>
    public int? ShortestMessage { get; init; }

    /// <summary>Records whose message has more characters than this are left out; null leaves none out.</summary>
    public int? LongestMessage { get; init; }

    /// <summary>What happens to a record with more tokens than promptTokens or replyTokens allow.</summary>
    public TooLongRecord TooLong { get; init; }

    /// <summary>What stands around a message: dialogue for the bundled models, plain or chat for others.</summary>
    public PromptForm Layout { get; init; }

    /// <summary>A text that each message is put into, such as "Summarize the following conversation.\n\n{message}\n\nSummary: "; null for none.</summary>
    public string? Template { get; init; }

    /// <summary>The most tokens that a prompt may have.</summary>
    public int PromptTokens { get; init; } = 56;

    /// <summary>The most tokens that a reply may have, its end included.</summary>
    public int ReplyTokens { get; init; } = 48;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        OptionCheck.AtLeastOne("promptTokens", PromptTokens);
        OptionCheck.AtLeastOne("replyTokens", ReplyTokens);
        OptionCheck.Require(ShortestMessage is null or >= 0, "shortestMessage", ShortestMessage, "at least 0");
        OptionCheck.Require(LongestMessage is null || LongestMessage >= (ShortestMessage ?? 1), "longestMessage", LongestMessage, $"at least {ShortestMessage ?? 1}");
        OptionCheck.Require(HeldOutShare is >= 0 and < 1, "heldOutShare", HeldOutShare, "in [0, 1)");
        if (Template is not null)
        {
            OptionCheck.Require(new PromptTemplate(Template).Fields is ["message"], "template", Template, "a text with {message} in it");
        }
    }

    /// <summary>The same with full paths.</summary>
    internal virtual StageConfig Resolve() => this with { Model = ModelPath.Full(Model), Data = Data is null ? null : DataLocation.Find(Data) };

    /// <summary>Requires a folder or file that has no default.</summary>
    /// <exception cref="WorkbenchException">It was not given.</exception>
    protected static void Require(string? value, string option, string what)
    {
        if (value is null)
        {
            throw new WorkbenchException($"{option} is missing: expected {what}.");
        }
    }
}

/// <summary>Supervised fine-tuning alone.</summary>
public sealed record SftConfig : StageConfig
{
    /// <summary>The stage's options.</summary>
    public SftStageOptions Sft { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Sft.Validate();
    }
}

/// <summary>A reward model alone.</summary>
public sealed record RewardConfig : StageConfig
{
    /// <summary>The stage's options.</summary>
    public RewardStageOptions Reward { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Reward.Validate();
    }
}

/// <summary>PPO alone.</summary>
public sealed record PpoConfig : PolicyConfig
{
    /// <summary>The stage's options.</summary>
    public PpoStageOptions Ppo { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Ppo.Validate();
        OptionCheck.Require(
            Ppo.Critic != CriticChoice.Reward || Ppo.CriticModel is not null || FirstRewardModel is not null, "ppo.critic", "reward", "head or policy where there is no reward model");
    }

    internal override StageConfig Resolve()
    {
        var resolved = (PpoConfig)base.Resolve();
        return resolved with
        {
            Ppo = Ppo with
            {
                ReferenceModel = PolicyReference.Resolve(resolved.Model, Ppo.ReferenceModel), CriticModel = ModelPath.FullCritic(Ppo.CriticModel),
            },
        };
    }
}

/// <summary>A comparison of several models alone. <see cref="StageConfig.Model"/> is the first one, which the others are held against.</summary>
public sealed record CompareConfig : RewardedConfig
{
    /// <summary>The folders of the other models.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Scores that are reported beside the reward and are no part of it; the sign of a weight says whether more is better.</summary>
    public IReadOnlyList<RewardPart> Measures { get; init; } = [];

    /// <summary>The split of the prompts: validation to tune on, test to report on.</summary>
    public DataSplit EvaluateOn { get; init; } = DataSplit.Test;

    /// <summary>The stage's options.</summary>
    public CompareStageOptions Compare { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Model is null || Others.Count == 0 ? null : Model, "MODEL", "at least two models, the one to hold the others against first: workbench compare BEFORE AFTER --reward MODEL");
        base.Validate();
        ValidateParts("measures", Measures);
        OptionCheck.Require(EvaluateOn != DataSplit.Train, "evaluateOn", "train", "validation or test");
        Compare.Validate();
    }

    /// <summary>All models, the first one first.</summary>
    internal IReadOnlyList<string> AllModels => [Model!, .. Others];

    internal override StageConfig Resolve() => ((CompareConfig)base.Resolve()) with
    {
        Others = [.. Others.Select(other => ModelPath.Full(other)!)],
        Measures = [.. Measures.Select(part => part.Resolve())],
    };
}
