using TorchSharp;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Tests.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Generation;

public class StreamingTests
{
    private static readonly GenerationOptions Plain = new() { MaxNewTokens = 12, EndIds = [3], PadId = 0 };

    public static TheoryData<string> Families => TinyModels.All;

    [Theory]
    [MemberData(nameof(Families))]
    public void The_tokens_are_those_of_generate(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var prompts = TinyModels.Batch(1, left: true, 6, 3, 2, 6, 1, 4);
        var options = Plain with { Temperature = 0.8, ResponsesPerPrompt = 2 };

        using var generated = model.Generate(prompts, options, new UniformSource(11));
        var tokens = model.Stream(prompts, options, new UniformSource(11)).ToArray();

        var logProbs = generated.LogProbs.data<float>().ToArray();
        var lists = TokenBatches.ToLists(generated.Responses);
        Assert.Equal(12, lists.Count);
        for (var row = 0; row < 12; row++)
        {
            var own = tokens.Where(token => token.Row == row).ToArray();
            Assert.Equal(lists[row], own.Select(token => token.Id));
            Assert.Equal(generated.Ended[row], own[^1].Ends);
            Assert.All(own[..^1], token => Assert.False(token.Ends));
            Assert.Equal(own.Select(token => token.LogProb), logProbs.Skip(row * (int)generated.Responses.Width).Take(own.Length));
        }
    }

    [Fact]
    public void The_pieces_of_a_row_are_its_text()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var tokenizer = new SyllableTokenizer();
        var prompts = TinyModels.Batch(1, left: true, 6, 3, 2);

        using var generated = model.Generate(prompts, Plain, new UniformSource(5));
        var pieces = model.StreamText(tokenizer, prompts, Plain, new UniformSource(5)).ToArray();

        var lists = TokenBatches.ToLists(generated.Responses);
        for (var row = 0; row < 3; row++)
        {
            Assert.Equal(tokenizer.Decode(lists[row]), string.Concat(pieces.Where(piece => piece.Row == row).Select(piece => piece.Text)));
        }
    }

    [Fact]
    public void Text_ends_before_a_stop_text_and_nothing_of_it_is_shown()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var tokenizer = new SyllableTokenizer();
        var prompts = TinyModels.Batch(1, left: true, 6);
        var endless = Plain with { EndIds = [] };
        var whole = string.Concat(model.StreamText(tokenizer, prompts, endless, new UniformSource(5)).Select(piece => piece.Text));
        var stop = whole[7..12]; // from the middle of one token to the middle of another
        var rule = new StopTexts(tokenizer, stop, "never");

        var stopped = model.StreamText(tokenizer, prompts, endless with { StopRules = [rule] }, new UniformSource(5)).ToArray();
        using var generated = model.Generate(prompts, endless with { StopRules = [rule] }, new UniformSource(5));

        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], string.Concat(stopped.Select(piece => piece.Text)));
        Assert.Equal([true], generated.Ended);
        Assert.Contains(stop, tokenizer.Decode(TokenBatches.ToLists(generated.Responses)[0]));
        Assert.DoesNotContain(stop, tokenizer.Decode(TokenBatches.ToLists(generated.Responses)[0].SkipLast(1)));
    }

    [Fact]
    public async Task Awaited_pieces_are_those_of_the_other_stream()
    {
        using var model = TinyModels.Build("gpt2");
        var tokenizer = new SyllableTokenizer();
        using var prompts = TinyModels.Batch(1, left: true, 6, 3, 2);
        var expected = model.StreamText(tokenizer, prompts, Plain, new UniformSource(5)).ToArray();

        var found = new List<TextPiece>();
        await foreach (var piece in model.StreamTextAsync(tokenizer, prompts, Plain, new UniformSource(5)))
        {
            found.Add(piece);
        }

        Assert.Equal(expected, found);
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public async Task An_awaited_stream_can_be_cancelled()
    {
        using var model = TinyModels.Build("gpt2");
        using var prompts = TinyModels.Batch(1, left: true, 6);
        using var cancel = new CancellationTokenSource();
        var pieces = model.StreamTextAsync(new SyllableTokenizer(), prompts, Plain with { EndIds = [] }, new UniformSource(5)).GetAsyncEnumerator(cancel.Token);
        Assert.True(await pieces.MoveNextAsync());
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pieces.MoveNextAsync());
    }

    [Fact]
    public void A_stop_text_may_begin_in_the_prompt()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var tokenizer = new SyllableTokenizer();
        var prompts = TinyModels.Batch(1, left: true, 6, 4);
        var endless = Plain with { EndIds = [] };
        using var free = model.Generate(prompts, endless, new UniformSource(5));
        var (prompt, response) = (TokenBatches.ToLists(prompts)[0], TokenBatches.ToLists(free.Responses)[0]);
        var stop = tokenizer.Decode([prompt[^1], response[0]])[1..5];

        using var generated = model.Generate(prompts, endless with { StopRules = [new StopTexts(tokenizer, stop)] }, new UniformSource(5));

        Assert.True(generated.Ended[0]);
        Assert.Equal(response[..1], TokenBatches.ToLists(generated.Responses)[0]);
    }

    [Fact]
    public void Between_two_tokens_the_thread_is_as_the_caller_left_it()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var prompts = TinyModels.Batch(1, left: true, 6, 3);
        foreach (var _ in model.Stream(prompts, Plain, new UniformSource(5)))
        {
            using var mine = NewDisposeScope();
            Assert.True(is_grad_enabled());
            Assert.Equal(0, mine.DisposablesCount);
            zeros(2);
            Assert.Equal(1, mine.DisposablesCount);
        }
    }

    [Fact]
    public void Leaving_early_frees_everything()
    {
        using var model = TinyModels.Build("gpt2");
        using var prompts = TinyModels.Batch(1, left: true, 6, 3);
        long Alive() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        _ = model.Stream(prompts, Plain with { TopK = 5 }, new UniformSource(5)).First();
        var before = Alive();
        for (var i = 0; i < 5; i++)
        {
            _ = model.Stream(prompts, Plain with { TopK = 5 }, new UniformSource(5)).Take(3).Count();
        }

        Assert.Equal(before, Alive());
    }

    [Fact]
    public void Beams_cannot_be_streamed()
    {
        using var model = TinyModels.Build("gpt2");
        using var prompts = TinyModels.Batch(1, left: true, 6);
        Assert.Contains("Beams", Assert.Throws<WorkbenchException>(() => model.Stream(prompts, Plain with { Sample = false, Beams = 2 }, null)).Message);
    }

    /// <summary>Each id is a syllable of three letters.</summary>
    private sealed class SyllableTokenizer : ITextTokenizer
    {
        public int VocabularySize => TinyModels.Vocabulary;

        public int EndId => 3;

        public int PadId => 0;

        public IReadOnlyList<int> Encode(string text, bool addSpecialTokens = true) => throw new NotSupportedException();

        public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true) =>
            string.Concat(ids.Select(id => new string([(char)('a' + id), "aeiou"[id % 5], "lmnrst"[id % 6]])));

        public int? IdOf(string token) => throw new NotSupportedException();
    }
}
