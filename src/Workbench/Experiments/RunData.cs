using System.Globalization;
using Workbench.Data;
using Workbench.Data.Files;
using Workbench.Data.Public;

namespace Workbench.Experiments;

/// <summary>The records of a run's own data: by what they may be used for, and within the lengths that the model takes.</summary>
/// <param name="records">What was read.</param>
/// <param name="config">Says what happens to records that are too long, and how many are held out.</param>
/// <param name="seed">Decides which ones are held out where the data do not say.</param>
internal sealed class RunData<T>(DataRecords<T> records, StageConfig config, ulong seed)
{
    private readonly Lazy<HashSet<DataRecord<T>>> heldOut = new(() => HeldOut(records, config.HeldOutShare, seed));

    /// <summary>How many were left out because they were too long.</summary>
    public int TooLong { get; private set; }

    /// <summary>Of words behind a stage's title; empty where nothing was left out.</summary>
    public string Note => (TooLong + records.LeftOut) switch
    {
        0 => "",
        1 => ", 1 record left out",
        var count => FormattableString.Invariant($", {count:#,0} records left out"),
    };

    /// <summary>The records to train on.</summary>
    /// <param name="layout">Of the model.</param>
    /// <param name="texts">Message and replies of a record.</param>
    /// <param name="holdOut">Whether some are held out where the data do not say which.</param>
    /// <exception cref="WorkbenchException">There is none, or one is too long.</exception>
    public IReadOnlyList<T> Train(DialogueLayout layout, Func<T, string[]> texts, bool holdOut) =>
        Fitting(Of(DataSplit.Train, record => !holdOut || !heldOut.Value.Contains(record)), layout, texts) is { Length: > 0 } kept
            ? kept
            : throw new WorkbenchException(
                $"{config.Data}: every record is longer than promptTokens ({config.PromptTokens}) or replyTokens ({config.ReplyTokens}) allow.");

    /// <summary>The records that measure: those of a split, or those held out.</summary>
    /// <param name="layout">Of the model.</param>
    /// <param name="texts">Message and replies of a record.</param>
    /// <param name="split">Which split; null takes all but the one that is trained on.</param>
    /// <returns>May be empty.</returns>
    /// <exception cref="WorkbenchException">One is too long.</exception>
    public IReadOnlyList<T> Measure(DialogueLayout layout, Func<T, string[]> texts, DataSplit? split = DataSplit.Validation) => Fitting(
        records.HasSplits
            ? records.Records.Where(record => split is null ? record.Split != DataSplit.Train : record.Split == split)
            : records.Records.Where(heldOut.Value.Contains),
        layout, texts);

    /// <summary>Records of a split, or all where the data do not say.</summary>
    /// <exception cref="WorkbenchException">There is none, or one is too long.</exception>
    public IReadOnlyList<T> Only(DataSplit split, IReadOnlyList<DialogueLayout> layouts, Func<T, string[]> texts)
    {
        var kept = Of(split, _ => true);
        foreach (var layout in layouts)
        {
            kept = kept.Where(record => Fits(record, layout, texts));
        }

        return [.. kept.Select(record => record.Value)];
    }

    private IEnumerable<DataRecord<T>> Of(DataSplit split, Func<DataRecord<T>, bool> filter) =>
        records.Records.Where(record => (record.Split ?? split) == split && filter(record)).ToArray() is { Length: > 0 } kept
            ? kept
            : throw new WorkbenchException(
                $"{config.Data}: has no record of the split {split.ToString().ToLowerInvariant()}; those that it has are of {string.Join(" and ", records.Records.Select(record => record.Split ?? split).Distinct().Order()).ToLowerInvariant()}.");

    // None where the data say themselves what measures.
    private static HashSet<DataRecord<T>> HeldOut(DataRecords<T> records, double share, ulong seed)
    {
        var order = records.Records.ToArray();
        new SeededRandom(seed).Shuffle(order);
        return new(records.HasSplits ? [] : order.Take((int)(share * order.Length)), ReferenceEqualityComparer.Instance);
    }

    private T[] Fitting(IEnumerable<DataRecord<T>> some, DialogueLayout layout, Func<T, string[]> texts) =>
        [.. some.Where(record => Fits(record, layout, texts)).Select(record => record.Value)];

    private bool Fits(DataRecord<T> record, DialogueLayout layout, Func<T, string[]> texts)
    {
        var all = texts(record.Value);
        if (layout.Fits(all[0], all.AsSpan(1)))
        {
            return true;
        }

        if (config.TooLong == TooLongRecord.LeaveOut)
        {
            TooLong++;
            return false;
        }

        try
        {
            layout.Prompt(all[0]);
            foreach (var reply in all.Skip(1))
            {
                layout.Reply(reply);
            }

            return true;
        }
        catch (WorkbenchException e)
        {
            throw new WorkbenchException($"{record.Place}: {e.Message}. Raise the limit, or leave such records out: --set tooLong=leaveOut", e);
        }
    }
}

/// <summary>The readers of a run's own data.</summary>
internal static class RunData
{
    public static RunData<Conversation> Conversations(RunContext context, StageConfig config) =>
        Of(context, config, TrainingData.Conversations(config.Data!, Mapping(config)), conversation => conversation.Message);

    public static RunData<Prompt> Prompts(RunContext context, StageConfig config) =>
        Of(context, config, TrainingData.Prompts(config.Data!, Mapping(config)), prompt => prompt.Message);

    public static RunData<Preference> Preferences(RunContext context, StageConfig config) =>
        Of(context, config, TrainingData.Preferences(config.Data!, Mapping(config)), preference => preference.Message);

    private static RunData<T> Of<T>(RunContext context, StageConfig config, DataRecords<T> read, Func<T, string> message)
    {
        DataRecord<T>[] kept = [.. read.Records.Where(record => IsWithin(config, message(record.Value)))];
        return kept.Length > 0
            ? new RunData<T>(new DataRecords<T>(kept, read.LeftOut + read.Records.Count - kept.Length), config, context.SeedOf("held-out records"))
            : throw new WorkbenchException(
                $"{config.Data}: no message has between {config.ShortestMessage ?? 0} (shortestMessage) and {config.LongestMessage?.ToString(CultureInfo.InvariantCulture) ?? "any number of"} (longestMessage) characters.");
    }

    private static bool IsWithin(StageConfig config, string message) =>
        config is { ShortestMessage: null, LongestMessage: null }
        || new DialogueFilter((config.ShortestMessage ?? 0) - 1, config.LongestMessage ?? int.MaxValue).KeepsText(message);

    private static ColumnMapping? Mapping(StageConfig config) => config.Columns.Count == 0 ? null : new ColumnMapping(config.Columns);
}
