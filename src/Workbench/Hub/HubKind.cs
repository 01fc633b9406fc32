namespace Workbench.Hub;

/// <summary>What a repository of the Hub holds.</summary>
public enum HubKind
{
    /// <summary>A model: weights, configuration, tokenizer.</summary>
    Model,

    /// <summary>A dataset: files of records.</summary>
    Dataset,
}
