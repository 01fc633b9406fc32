using Workbench.Experiments;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Generation;

/// <summary>Limits as TRL's LengthSampler draws them: numpy.random.choice over range(shortest, longest).</summary>
public sealed class LengthRangeTests
{
    private static readonly UniformSource Luck = new(7);

    [Theory]
    [InlineData(5, 15)]
    [InlineData(100, 400)]
    [InlineData(1, 2)]
    public void Limits_are_uniform_over_the_whole_numbers_below_the_longest(int shortest, int longest)
    {
        var range = new LengthRange(shortest, longest);
        const int draws = 30_000;

        var counts = Enumerable.Range(0, draws).Select(row => range.Draw(Luck, row, longest)).CountBy(limit => limit).ToDictionary();

        Assert.Equal(Enumerable.Range(shortest, longest - shortest), counts.Keys.Order());
        // Chi-squared with k - 1 degrees of freedom: mean k - 1, standard deviation sqrt(2 (k - 1)).
        var (k, expected) = (longest - shortest, (double)draws / (longest - shortest));
        var chi = counts.Values.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(chi, 0, k - 1 + 5 * Math.Sqrt(2 * k));
    }

    [Fact]
    public void A_batch_may_share_one_limit()
    {
        var range = new LengthRange(5, 15) { PerBatch = true };

        Assert.Single(Enumerable.Range(0, 50).Select(row => range.Draw(Luck, row, 20)).Distinct());
        Assert.True(Enumerable.Range(0, 50).Select(batch => range.Draw(Luck.From(batch * 64), 0, 20)).Distinct().Count() > 5);
    }

    [Fact]
    public void Each_response_is_what_it_would_be_with_its_limit_alone()
    {
        using var scope = NewDisposeScope();
        using var bot = Chatbot.Load(StageRuns.BundledModel(), 56, 20, CPU);
        var prompts = TokenBatches.LeftPadded([.. Enumerable.Range(0, 24).Select(i => bot.Layout.Prompt($"i feel number {i}"))], bot.Tokenizer.PadId);
        var options = bot.Sampling with { RandomLimit = new(2, 12) };

        using var drawn = bot.Model.Generate(prompts, options, Luck);

        var responses = TokenBatches.ToLists(drawn.Responses);
        using var whole = bot.Model.Generate(prompts, bot.Sampling, Luck);
        var unlimited = TokenBatches.ToLists(whole.Responses);
        for (var row = 0; row < responses.Count; row++)
        {
            var limit = drawn.Limits![row];
            Assert.InRange(limit, 2, 11);
            Assert.Equal(unlimited[row].Take(limit), responses[row]);
            Assert.Equal(whole.Ended[row] && unlimited[row].Length <= limit, drawn.Ended[row]);
        }

        using var again = bot.Model.Generate(prompts, options, Luck);
        Assert.Equal(drawn.Limits, again.Limits);
        Assert.True(drawn.Limits!.Distinct().Count() > 3);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 5)]
    [InlineData(5, 22)]
    public void A_range_without_sense_or_above_the_limit_is_refused(int shortest, int longest)
    {
        var options = new GenerationOptions { MaxNewTokens = 20, EndIds = [], PadId = 0, RandomLimit = new(shortest, longest) };
        Assert.Contains("RandomLimit", Assert.Throws<WorkbenchException>(() => options.Validate(100)).Message);
    }
}
