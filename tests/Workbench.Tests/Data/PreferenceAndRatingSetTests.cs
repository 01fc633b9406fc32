using Workbench.Data;

namespace Workbench.Tests.Data;

public sealed class PreferenceAndRatingSetTests : IDisposable
{
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("workbench").FullName, "file.jsonl");

    [Fact]
    public void Preferences_are_read_back()
    {
        Preference[] preferences = [new("1", "p", "exam", "Hi.", "Good.", "Bad.", "rater-1", DataSplit.Train)];
        PreferenceSet.Write(path, preferences);
        Assert.Equal(preferences, PreferenceSet.Read(path));
    }

    [Fact]
    public void A_preference_between_equal_replies_is_refused()
    {
        PreferenceSet.Write(path, [new("1", "p", "exam", "Hi.", "Same.", "Same.", "rater-1", DataSplit.Train)]);
        Assert.Contains("line 1: the keys 'chosen' and 'rejected'", Fault(() => PreferenceSet.Read(path)));
    }

    [Fact]
    public void Ratings_are_read_back()
    {
        var ratings = new Dictionary<string, int> { ["rater-2"] = 7, ["rater-1"] = 1 };
        RatingSet.Write(path, [new("1", "exam", "Hi.", "Hello.", ratings, DataSplit.Test)]);
        var read = Assert.Single(RatingSet.Read(path));
        Assert.Equal(ratings.AsEnumerable(), read.Ratings.AsEnumerable());
        Assert.Equal(("1", "exam", "Hi.", "Hello.", DataSplit.Test), (read.Id, read.Topic, read.Message, read.Reply, read.Split));
    }

    [Theory]
    [InlineData("""{"rater-1":8}""", "the key 'ratings.rater-1': expected a whole number from 1 to 7, found the number 8")]
    [InlineData("""{"rater-1":2.5}""", "the key 'ratings.rater-1': expected a whole number from 1 to 7, found the number 2.5")]
    [InlineData("""{"rater-1":"4"}""", "found the text \"4\"")]
    [InlineData("{}", "the key 'ratings': expected an object of whole numbers from 1 to 7, found an object")]
    [InlineData("[4]", "the key 'ratings': expected an object of whole numbers from 1 to 7, found an array")]
    public void A_rating_that_is_none_is_explained(string ratings, string expected)
    {
        File.WriteAllText(path, $$"""{"id":"1","topic":"exam","message":"Hi.","reply":"Hello.","ratings":{{ratings}},"split":"test"}""");
        Assert.Contains(expected, Fault(() => RatingSet.Read(path)));
    }

    [Fact]
    public void Prompts_are_read_back_and_held_out_must_be_a_truth_value()
    {
        Prompt[] prompts = [new("1", "thesis", "Hi.", true, DataSplit.Test)];
        PromptSet.Write(path, prompts);
        Assert.Equal(prompts, PromptSet.Read(path));
        File.WriteAllText(path, File.ReadAllText(path).Replace("true", "\"yes\""));
        Assert.Contains("the key 'held_out': expected true or false, found the text \"yes\"", Fault(() => PromptSet.Read(path)));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    private static string Fault(Action read) => Assert.Throws<WorkbenchException>(read).Message;
}
