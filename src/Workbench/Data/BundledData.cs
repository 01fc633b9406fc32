using System.Collections.Immutable;
using Workbench.Data.Dialogues;
using Workbench.Data.Files;
using Workbench.Data.Preferences;
using Workbench.Data.Raters;
using Workbench.Data.SupportConversations;

namespace Workbench.Data;

/// <summary>
/// The generated files of the data folder and how to remake them: each is a function of its seed and, where it says so, of a file written by
/// hand, so the same sources always give the same bytes.
/// </summary>
public static class BundledData
{
    /// <summary>The seed of the people who made the bundled preferences and ratings.</summary>
    public const ulong PanelSeed = 2023;

    /// <summary>Every generated file, by its path inside the data folder.</summary>
    public static ImmutableArray<BundledFile> Files { get; } =
    [
        Conversations("demonstrations-train.jsonl", 101, 1_500, DataSplit.Train),
        Conversations("demonstrations-validation.jsonl", 102, 200, DataSplit.Validation),
        Prompts("prompts-train.jsonl", _ => SupportConversationGenerator.GeneratePrompts(103, 3_000, TopicSet.Seen, DataSplit.Train)),
        Prompts("prompts-validation.jsonl", _ => SeenAndHeldOut(104, 100, DataSplit.Validation)),
        Prompts("prompts-test.jsonl", _ => SeenAndHeldOut(106, 200, DataSplit.Test)),
        Pairs("pairs-train.jsonl", 201, 3_000, DataSplit.Train),
        Pairs("pairs-validation.jsonl", 202, 80, DataSplit.Validation),
        Pairs("pairs-test.jsonl", 203, 80, DataSplit.Test),
        Ratings("ratings-train.jsonl", 204, 500, DataSplit.Train),
        Ratings("ratings-test.jsonl", 205, 100, DataSplit.Test),
        Dialogues("train.jsonl", 360, DataSplit.Train),
        Dialogues("validation.jsonl", 40, DataSplit.Validation),
        Dialogues("test.jsonl", 80, DataSplit.Test),
    ];

    /// <summary>Makes every generated file anew.</summary>
    /// <param name="folder">The data folder, with the files written by hand in it.</param>
    /// <exception cref="WorkbenchException">A file written by hand is missing or broken, or a file cannot be written.</exception>
    public static void Make(DataFolder folder)
    {
        foreach (var file in Files)
        {
            AtomicFile.Write(Path.Combine(folder.Root, file.Path), stream => file.Write(folder, stream));
        }
    }

    /// <summary>The paths of the generated files that are missing or differ from what <see cref="Make"/> would write.</summary>
    /// <param name="folder">The data folder.</param>
    /// <exception cref="WorkbenchException">A file written by hand is missing or broken.</exception>
    public static IReadOnlyList<string> Differences(DataFolder folder) =>
        [.. Files.Where(file => !Same(folder, file)).Select(file => file.Path)];

    private static bool Same(DataFolder folder, BundledFile file)
    {
        var path = Path.Combine(folder.Root, file.Path);
        using var made = new MemoryStream();
        file.Write(folder, made);
        return File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(made.ToArray());
    }

    private static BundledFile Conversations(string name, ulong seed, int count, DataSplit split) => new(
        $"support-conversations/{name}",
        (_, stream) => JsonLines.Write(
            stream,
            SupportConversationGenerator.Generate(seed, count, SupportConversationOptions.Demonstrations with { Split = split }),
            ConversationSet.Write));

    private static BundledFile Prompts(string name, Func<DataFolder, IEnumerable<Prompt>> make) => new(
        $"support-conversations/{name}", (folder, stream) => JsonLines.Write(stream, make(folder), PromptSet.Write));

    private static IEnumerable<Prompt> SeenAndHeldOut(ulong seed, int ofEach, DataSplit split) =>
        SupportConversationGenerator.GeneratePrompts(seed, ofEach, TopicSet.Seen, split)
            .Concat(SupportConversationGenerator.GeneratePrompts(seed + 1, ofEach, TopicSet.HeldOut, split));

    private static BundledFile Pairs(string name, ulong seed, int pairs, DataSplit split) => new(
        $"preferences/{name}",
        (_, stream) => JsonLines.Write(
            stream,
            PreferenceGenerator.Pairs(
                seed, pairs, new RaterPanel(PanelSeed), new() { Split = split, EveryoneJudges = split != DataSplit.Train }),
            PreferenceSet.Write));

    private static BundledFile Ratings(string name, ulong seed, int items, DataSplit split) => new(
        $"preferences/{name}",
        (_, stream) => JsonLines.Write(
            stream, PreferenceGenerator.Ratings(seed, items, new RaterPanel(PanelSeed), new() { Split = split }), RatingSet.Write));

    // Of ten dialogues written by hand the ninth goes to validation and the tenth to the test.
    private static BundledFile Dialogues(string name, int generated, DataSplit split) => new(
        $"dialogues/{name}",
        (folder, stream) =>
        {
            var written = DialogueSet.Read(Path.Combine(folder.Dialogues, "written.jsonl"))
                .Where((_, i) => (i % 10) switch { 8 => DataSplit.Validation, 9 => DataSplit.Test, _ => DataSplit.Train } == split);
            var all = DialogueGenerator.Generate(301, generated, split).Concat(written)
                .Select((dialogue, i) => dialogue with { Id = $"{split.ToString().ToLowerInvariant()}_{i}" });
            JsonLines.Write(stream, all, DialogueSet.Write);
        });
}

/// <summary>A generated file of the data folder.</summary>
/// <param name="Path">Its path inside the folder, with forward slashes.</param>
/// <param name="Write">Writes its content; reads files written by hand from the folder where it needs them.</param>
public sealed record BundledFile(string Path, Action<DataFolder, Stream> Write);
