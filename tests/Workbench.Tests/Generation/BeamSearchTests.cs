using Workbench.Generation;
using Workbench.Models;
using Workbench.Tests.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Generation;

public class BeamSearchTests
{
    private static readonly GenerationOptions Search = new() { MaxNewTokens = 8, EndIds = [3], PadId = 0, Sample = false, Beams = 4, ResponsesPerPrompt = 4 };

    public static TheoryData<string> Families => TinyModels.All;

    [Theory]
    [InlineData(0.0, false, false)]
    [InlineData(1.0, false, false)]
    [InlineData(-1.0, false, false)]
    [InlineData(0.0, true, false)]
    [InlineData(1.0, false, true)]
    [InlineData(1.0, true, true)]
    public void A_search_with_a_beam_for_everything_finds_the_best_responses_of_all(double penalty, bool stopSequence, bool stopRule)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        const int vocabulary = 4, length = 3, end = 3;
        bool Ends(int[] tokens) => tokens[^1] == end || (stopSequence && tokens is [.., 2, 0]) || (stopRule && AfterPrompt.Ends(tokens));
        var logits = randn(vocabulary, vocabulary);
        var logProbs = logits.log_softmax(1).data<float>().ToArray();
        var all = Responses(vocabulary, length, Ends)
            .Select(response => (Tokens: response, Ends: Ends(response), Score: response.Prepend(1).Zip(response, (from, to) => logProbs[from * vocabulary + to]).Sum() / Math.Pow(response.Length, penalty)))
            .OrderByDescending(one => one.Score).ToArray();
        var options = Search with
        {
            MaxNewTokens = length, EndIds = [end], Beams = 40, ResponsesPerPrompt = 5, LengthPenalty = penalty, BeamStopping = BeamStopping.WhenImpossible,
            StopSequences = stopSequence ? [[2, 0]] : [], StopRules = stopRule ? [new AfterPrompt()] : [],
        };

        using var found = Decoding.Generate(new TableDecoder(logits), Prompt(1), options, null);

        for (var rank = 0; rank < 5; rank++)
        {
            Assert.Equal(all[rank].Tokens, Real(found, rank));
            Assert.Equal(all[rank].Score, found.BeamScores![rank], 1e-5);
            Assert.Equal(all[rank].Tokens.Length < length || all[rank].Ends, found.Ended[rank]);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Scores_are_the_log_probabilities_of_a_forward_pass_by_length(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var prompts = TinyModels.Batch(1, left: true, 6, 3, 1);

        using var found = model.Generate(prompts, Search with { LengthPenalty = 0.5 }, null);

        Assert.Equal(12, found.Responses.Count);
        var each = arange(3).repeat_interleave(4);
        var repeated = new TokenBatch(prompts.Ids.index_select(0, each), prompts.Mask.index_select(0, each));
        var logProbs = model.Forward(repeated, found.Responses).Logits.log_softmax(-1)
            .gather(2, found.Responses.Ids.unsqueeze(2)).squeeze(2) * found.Responses.Mask;
        Assert.InRange(TinyModels.Difference(logProbs, found.LogProbs), 0, 5e-5);
        var scores = logProbs.sum(1) / found.Responses.Mask.sum(1).pow(0.5);
        for (var row = 0; row < 12; row++)
        {
            Assert.Equal(scores[row].item<float>(), found.BeamScores![row], 1e-4);
            Assert.True(row % 4 == 0 || found.BeamScores[row - 1] >= found.BeamScores[row]);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_prompt_gets_the_same_responses_in_any_batch(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var prompts = TinyModels.Batch(1, left: true, 6, 3, 1, 5, 2);
        var options = Search with { MaxNewTokens = 12, BeamStopping = BeamStopping.WhenFull, RepetitionPenalty = 1.2 };

        using var together = model.Generate(prompts, options, null);

        for (var prompt = 0; prompt < 5; prompt++)
        {
            using var alone = model.Generate(new TokenBatch(prompts.Ids[prompt..(prompt + 1)], prompts.Mask[prompt..(prompt + 1)]), options, null);
            for (var rank = 0; rank < 4; rank++)
            {
                Assert.Equal(Real(alone, rank), Real(together, prompt * 4 + rank));
            }
        }
    }

    [Fact]
    public void Two_beams_never_find_less_than_greedy_where_both_run_to_the_limit()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var prompts = TinyModels.Batch(1, left: true, 6, 3, 1);
        var plain = Search with { EndIds = [], Beams = 1, ResponsesPerPrompt = 1, MaxNewTokens = 2 };

        using var greedy = model.Generate(prompts, plain, null);
        using var beams = model.Generate(prompts, plain with { Beams = TinyModels.Vocabulary }, null);

        Assert.True(beams.LogProbs.sum(1).ge(greedy.LogProbs.sum(1) - 1e-5).all().item<bool>());
    }

    [Fact]
    public void Where_rules_stop_all_candidates_the_best_of_them_are_the_responses()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        var options = Search with { EndIds = [], Beams = 3, ResponsesPerPrompt = 3, StopRules = [new Always()] };

        using var found = Decoding.Generate(new TableDecoder(randn(6, 6)), Prompt(1), options, null);

        Assert.Equal(1, found.Responses.Width);
        Assert.Equal([true, true, true], found.Ended);
        Assert.Equal(found.BeamScores!.OrderDescending(), found.BeamScores!);
    }

    [Fact]
    public void A_vocabulary_that_is_too_small_for_the_beams_is_refused()
    {
        using var scope = NewDisposeScope();
        var refusal = Assert.Throws<WorkbenchException>(() => Decoding.Generate(
            new TableDecoder(zeros(2, 2)), Prompt(1), Search with { EndIds = [0, 1], Beams = 2, ResponsesPerPrompt = 1 }, null));
        Assert.Contains("Beams", refusal.Message);
    }

    private static TokenBatch Prompt(long id) => new(tensor(new[] { id }, [1, 1]), ones(1, 1, dtype: ScalarType.Bool));

    private static int[] Real(Generated generated, int row) => TokenBatches.ToLists(generated.Responses)[row];

    private static IEnumerable<int[]> Responses(int vocabulary, int length, Func<int[], bool> ends)
    {
        IEnumerable<int[]> open = [[]];
        for (var step = 1; step <= length; step++)
        {
            var next = open.SelectMany(start => Enumerable.Range(0, vocabulary).Select(id => start.Append(id).ToArray())).ToArray();
            foreach (var response in next.Where(response => ends(response) || step == length))
            {
                yield return response;
            }

            open = next.Where(response => !ends(response));
        }
    }

    private sealed class Always : IStopRule
    {
        public Func<int, bool> Watch(IReadOnlyList<int>? before = null) => _ => true;
    }

    /// <summary>Ends a response with the token of the prompt.</summary>
    private sealed class AfterPrompt : IStopRule
    {
        public static bool Ends(int[] tokens) => tokens[^1] == 1;

        public Func<int, bool> Watch(IReadOnlyList<int>? before = null) => id => id == before![^1];
    }
}
