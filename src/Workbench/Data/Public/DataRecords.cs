namespace Workbench.Data.Public;

/// <summary>What was read from a table.</summary>
/// <param name="Records">At least one.</param>
/// <param name="LeftOut">Rows of a well-known data set that lack what is needed.</param>
public sealed record DataRecords<T>(IReadOnlyList<DataRecord<T>> Records, int LeftOut)
{
    /// <summary>Whether the data say of each record what it may be used for.</summary>
    public bool HasSplits => Records[0].Split is not null;
}

/// <summary>A record and where it stands.</summary>
/// <param name="Value">The record.</param>
/// <param name="Place">File and line, for messages.</param>
/// <param name="Split">What it may be used for; null where the data do not say.</param>
public sealed record DataRecord<T>(T Value, string Place, DataSplit? Split);
