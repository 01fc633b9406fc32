using Workbench.Data;
using Workbench.Data.Gold;
using Workbench.Data.SupportConversations;

namespace Workbench.Tests.Data;

public sealed class BundledDataTests
{
    private static readonly DataFolder Folder = DataFolder.Find();

    private static IEnumerable<string> Corpora =>
        new[] { Folder.SupportConversations, Folder.Dialogues, Folder.Preferences }.SelectMany(folder => Directory.EnumerateFiles(folder, "*.jsonl"));

    [Fact]
    public void The_bundled_files_are_what_the_generators_make() => Assert.Empty(BundledData.Differences(Folder));

    [Fact]
    public void A_changed_or_missing_file_is_noticed()
    {
        var copy = Directory.CreateTempSubdirectory("workbench").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(copy, "dialogues"));
            File.Copy(Path.Combine(Folder.Dialogues, "written.jsonl"), Path.Combine(copy, "dialogues", "written.jsonl"));
            BundledData.Make(new DataFolder(copy));
            Assert.Empty(BundledData.Differences(new DataFolder(copy)));
            File.AppendAllText(Path.Combine(copy, "dialogues", "test.jsonl"), "{}\n");
            File.Delete(Path.Combine(copy, "preferences", "pairs-test.jsonl"));
            Assert.Equal(["preferences/pairs-test.jsonl", "dialogues/test.jsonl"], BundledData.Differences(new DataFolder(copy)));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void Every_bundled_file_is_read_by_its_reader()
    {
        foreach (var path in Corpora)
        {
            var folder = Path.GetFileName(Path.GetDirectoryName(path));
            var name = Path.GetFileName(path);
            var count = (folder, name) switch
            {
                ("tiny-gpt2", _) => File.ReadLines(path).Count(), // the log of its training
                ("dialogues", _) => DialogueSet.Read(path).Count,
                ("preferences", _) when name.StartsWith("pairs") => PreferenceSet.Read(path).Count,
                ("preferences", _) => RatingSet.Read(path).Count,
                (_, "crisis.jsonl") => CrisisSet.Read(path).Count,
                (_, _) when name.StartsWith("prompts") => PromptSet.Read(path).Count,
                _ => ConversationSet.Read(path).Count,
            };
            Assert.True(count > 0, path);
        }
    }

    [Fact]
    public void The_corpora_stay_below_six_megabytes() =>
        Assert.InRange(Corpora.Sum(path => new FileInfo(path).Length), 1, 6_000_000);

    [Fact]
    public void Written_conversations_are_many_varied_and_split_by_message()
    {
        var written = ConversationSet.Read(Path.Combine(Folder.SupportConversations, "written.jsonl"));
        Assert.True(written.Count >= 200);
        Assert.Equal(written.Count, written.Select(c => c.Reply).Distinct().Count());
        Assert.True(written.Select(c => c.Topic).Distinct().Count() >= 50);
        Assert.All(written.GroupBy(c => c.Message), g => Assert.Single(g.Select(c => c.Split).Distinct()));
        Assert.All(written, c => Assert.Equal("written", c.Source));
    }

    [Fact]
    public void Crisis_replies_to_danger_hand_over_to_people_and_name_no_medicine_dose_or_diagnosis()
    {
        var crisis = CrisisSet.Read(Path.Combine(Folder.SupportConversations, "crisis.jsonl"));
        Assert.True(crisis.Count(c => c.NeedsHandOff) >= 30);
        Assert.True(crisis.Count(c => !c.NeedsHandOff) >= 10);
        Assert.All(crisis.Where(c => c.NeedsHandOff), c =>
        {
            Assert.Matches("emergency number|crisis line|helpline|police|doctor|poison line", c.Reply);
            Assert.DoesNotMatch("(?i)\\b(mg|milligram|dose|diagnos|depress(ion|ed)|you have an? )", c.Reply);
        });
        Assert.All(crisis.Where(c => !c.NeedsHandOff), c => Assert.DoesNotMatch("emergency|crisis line|police", c.Reply));
    }

    [Fact]
    public void Test_prompts_are_half_seen_half_held_out_and_in_no_training_file()
    {
        var test = PromptSet.Read(Path.Combine(Folder.SupportConversations, "prompts-test.jsonl"));
        Assert.Equal((400, 200), (test.Count, test.Count(p => p.HeldOut)));
        var held = SupportTopics.HeldOutTopics.Select(t => t.Name).ToHashSet();
        Assert.All(test, p => Assert.Equal(p.HeldOut, held.Contains(p.Topic)));
        var training = PromptSet.Read(Path.Combine(Folder.SupportConversations, "prompts-train.jsonl")).Select(p => p.Message)
            .Concat(ConversationSet.Read(Path.Combine(Folder.SupportConversations, "demonstrations-train.jsonl")).Select(c => c.Message))
            .Concat(PreferenceSet.Read(Path.Combine(Folder.Preferences, "pairs-train.jsonl")).Select(p => p.Message)).ToHashSet();
        Assert.DoesNotContain(test, p => training.Contains(p.Message));
    }

    [Fact]
    public void The_gold_tone_of_most_supportive_written_replies_is_not_hostile()
    {
        var scorer = new GoldScorer();
        var written = ConversationSet.Read(Path.Combine(Folder.SupportConversations, "written.jsonl"));
        Assert.DoesNotContain(written, c => c.Tone is Tone.Supportive or Tone.Neutral && scorer.Score(c.Message, c.Reply).Tone == Tone.Hostile);
    }
}
