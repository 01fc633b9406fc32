using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Workbench.Data.SupportConversations;

namespace Workbench.Data.Dialogues;

/// <summary>
/// Writes everyday dialogues with summaries from scenes and a seed, some of them heated: the same seed gives the same dialogues on every
/// platform. All pass <see cref="DialogueFilter"/>.
/// </summary>
public static partial class DialogueGenerator
{
    [GeneratedRegex("(^|[.?!] )[a-z]")]
    private static partial Regex StartOfSentence { get; }

    /// <summary>Generates dialogues; none repeats.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="count">How many; several thousand are possible for each split.</param>
    /// <param name="split">
    /// The split; no scene with the same values in its opening turns occurs in two of them, and the held-out scenes occur in the test split only.
    /// </param>
    /// <param name="heatedShare">Share of dialogues in which people insult each other, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or more than the scenes can give.</exception>
    public static IReadOnlyList<Dialogue> Generate(ulong seed, int count, DataSplit split = DataSplit.Train, double heatedShare = 0.35)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var scenes = Scenes.All.Where(scene => !scene.HeldOut || split == DataSplit.Test).ToImmutableArray();
        var root = new SeededRandom(seed).Split(split.ToString());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var dialogues = new List<Dialogue>(count);
        for (var draw = 0; dialogues.Count < count; draw++)
        {
            if (draw > 200 * count)
            {
                throw new ArgumentOutOfRangeException(nameof(count), count, $"The scenes give no more than {dialogues.Count} distinct dialogues.");
            }

            var random = root.Split(draw);
            var dialogue = Draw(random, random.Pick(scenes), random.Chance(heatedShare), split);
            if (dialogue is not null && seen.Add(dialogue.Text))
            {
                dialogues.Add(dialogue with { Id = $"{split.ToString().ToLowerInvariant()}_{dialogues.Count}" });
            }
        }

        return dialogues;
    }

    private static Dialogue? Draw(SeededRandom random, Scene scene, bool heated, DataSplit split)
    {
        var values = scene.Slots.Select(slot => (slot.Name, Value: random.Pick(slot.Values))).ToList();
        var opened = values.Where(v => scene.Opening.Any(turn => turn.Contains($"{{{v.Name}}}", StringComparison.Ordinal))).Select(v => v.Value);
        if (SupportConversationGenerator.SplitOf($"{scene.Topic}|{string.Join('|', opened)}") != split)
        {
            return null;
        }

        var turns = scene.Opening.AddRange(heated ? scene.Heated : scene.Calm).Select(Speak);
        var summary = Fill(heated ? scene.HeatedSummary : scene.CalmSummary);
        return new("", string.Join('\n', turns), summary, scene.Topic, heated);

        string Speak(string turn, int index) => $"#Person{index % 2 + 1}#: {Fill(turn)}";

        string Fill(string text)
        {
            var filled = random.Pick(Template.Alternatives(text).ToList());
            foreach (var (name, value) in values)
            {
                filled = filled.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            }

            return StartOfSentence.Replace(filled, start => start.Value.ToUpperInvariant());
        }
    }
}
