namespace Workbench.Cli.Tests;

public sealed class GenerateTests
{
    private static readonly string[] Message = ["generate", "--prompt", "I failed my exam and I feel awful.", "--seed", "3"];

    [Fact]
    public async Task A_seed_gives_the_same_reply_whether_it_is_streamed_or_not()
    {
        var (code, whole, error) = await WorkbenchProcess.RunAsync(Message);
        var (_, streamed, _) = await WorkbenchProcess.RunAsync([.. Message, "--stream"]);

        Assert.Equal((ExitCode.Success, ""), (code, Complaints(error)));
        Assert.Equal(whole, streamed);
        Assert.Single(whole.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--greedy")]
    [InlineData("--beams", "4")]
    [InlineData("--beams", "4", "--length-penalty", "2", "--beam-stopping", "WhenImpossible", "--no-repeat-ngram", "3")]
    [InlineData("--temperature", "0.7", "--top-k", "20", "--top-p", "0.9", "--min-p", "0.01", "--typical-p", "0.95")]
    [InlineData("--repetition-penalty", "1.2", "--min-tokens", "5", "--bad-word", "sorry")]
    public async Task Every_way_to_choose_tokens_gives_a_reply(params string[] flags)
    {
        var (code, output, error) = await WorkbenchProcess.RunAsync([.. Message, .. flags]);

        Assert.Equal((ExitCode.Success, ""), (code, Complaints(error)));
        Assert.NotEmpty(output.Trim());
        Assert.DoesNotContain(flags.SkipWhile(flag => flag != "--bad-word").Skip(1), word => output.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reply_ends_before_a_stop_text()
    {
        var (_, whole, _) = await WorkbenchProcess.RunAsync(Message);
        var stop = whole[6..9];

        var (_, cut, _) = await WorkbenchProcess.RunAsync([.. Message, "--stop", stop, "--stream"]);

        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)].TrimEnd(), cut.TrimEnd());
    }

    [Fact]
    public async Task A_plain_text_is_continued_and_several_replies_come_one_a_line()
    {
        var (code, output, error) = await WorkbenchProcess.RunAsync("generate", "--plain", "--prompt", "i feel", "--count", "3", "--reply-tokens", "6");

        Assert.Equal((ExitCode.Success, ""), (code, Complaints(error)));
        Assert.Equal(3, output.TrimEnd('\n').Split('\n').Length);
    }

    [Theory]
    [InlineData("--temperature is 0, expected above 0", "--temperature", "0")]
    [InlineData("--temperature is hot, expected a number", "--temperature", "hot")]
    [InlineData("--beam-stopping is Always, expected one of", "--beam-stopping", "Always")]
    [InlineData("--seed needs a value, but what follows is '--count'", "--seed", "--count", "1")]
    [InlineData("--count is 2", "--greedy", "--count", "2")]
    [InlineData("--count is 0", "--count", "0")]
    public async Task Values_out_of_range_are_refused(string message, params string[] flags)
    {
        var (code, _, error) = await WorkbenchProcess.RunAsync([.. Message, .. flags]);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(message, error);
    }

    // A slow machine is told how far the loading has come.
    private static string Complaints(string error) =>
        string.Concat(error.Split('\n').Where(line => !line.StartsWith("loading the model: ", StringComparison.Ordinal)));
}
