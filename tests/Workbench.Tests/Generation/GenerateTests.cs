using Workbench.Generation;
using Workbench.Models;
using Workbench.Tests.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Generation;

public class GenerateTests
{
    private static readonly GenerationOptions Plain = new() { MaxNewTokens = 8, EndIds = [3], PadId = 0 };

    public static TheoryData<string> Families => TinyModels.All;

    [Theory]
    [MemberData(nameof(Families))]
    public void The_log_probabilities_are_those_of_a_forward_pass_over_the_responses(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var prompts = TinyModels.Batch(1, left: true, 6, 3, 2, 6, 1, 4);

        using var generated = model.Generate(prompts, Plain, new UniformSource(11));

        var logits = model.Forward(prompts, generated.Responses).Logits;
        var expected = logits.log_softmax(-1).gather(2, generated.Responses.Ids.unsqueeze(2)).squeeze(2) * generated.Responses.Mask;
        Assert.InRange(TinyModels.Difference(expected, generated.LogProbs), 0, 2e-5);
        Assert.Equal(0, TinyModels.Difference(generated.LogProbs, generated.SampledLogProbs));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Prompts_padded_on_either_side_get_the_same_responses(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);

        using var left = model.Generate(TinyModels.Batch(1, left: true, 6, 3, 2), Plain, new UniformSource(11));
        using var right = model.Generate(TinyModels.Batch(1, left: false, 6, 3, 2), Plain, new UniformSource(11));

        Assert.Equal(left.Responses.Ids.data<long>().ToArray(), right.Responses.Ids.data<long>().ToArray());
    }

    [Fact]
    public void A_row_gets_the_same_response_in_any_batch()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var prompts = TinyModels.Batch(1, left: true, 4, 4, 4, 4, 4, 4);
        var options = Plain with { MaxNewTokens = 20 };

        using var all = model.Generate(prompts, options, new UniformSource(5));
        using var tail = model.Generate(new TokenBatch(prompts.Ids[4..], prompts.Mask[4..]), options, new UniformSource(5).From(4));

        Assert.Contains(true, all.Ended);
        for (var row = 0; row < 2; row++)
        {
            var width = (int)tail.Responses.Mask[row].sum().item<long>();
            Assert.Equal(tail.Responses.Ids[row][..width].data<long>().ToArray(), all.Responses.Ids[row + 4][..width].data<long>().ToArray());
        }
    }

    [Fact]
    public void A_seed_gives_the_same_responses_again()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var prompts = TinyModels.Batch(1, left: true, 6, 3, 2);
        using var one = model.Generate(prompts, Plain, new UniformSource(5));
        using var same = model.Generate(prompts, Plain, new UniformSource(5));
        using var other = model.Generate(prompts, Plain, new UniformSource(6));
        Assert.Equal(one.Responses.Ids.data<long>().ToArray(), same.Responses.Ids.data<long>().ToArray());
        Assert.NotEqual(one.Responses.Ids.data<long>().ToArray(), other.Responses.Ids.data<long>().ToArray());
    }

    [Fact]
    public void Responses_end_with_the_first_end_token_and_are_padded_behind_it()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var prompts = TinyModels.Batch(1, left: true, [.. Enumerable.Repeat(4, 40)]);
        int[] ends = [3, 7];

        using var generated = model.Generate(prompts, Plain with { EndIds = ends, PadId = 22 }, new UniformSource(5));

        Assert.Contains(true, generated.Ended);
        Assert.Contains(false, generated.Ended);
        for (var row = 0; row < 40; row++)
        {
            var ids = generated.Responses.Ids[row].data<long>().ToArray();
            var mask = generated.Responses.Mask[row].data<bool>().ToArray();
            var length = mask.Count(real => real);
            Assert.All(mask.Take(length), Assert.True);
            Assert.All(ids.Skip(length), id => Assert.Equal(22, id));
            Assert.DoesNotContain(ids.Take(length - 1), id => ends.Contains((int)id));
            Assert.Equal(generated.Ended[row], ends.Contains((int)ids[length - 1]));
            Assert.All(generated.LogProbs[row].data<float>().ToArray().Skip(length), logProb => Assert.Equal(0, logProb));
        }
    }

    [Fact]
    public void Responses_end_with_a_stop_sequence()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var prompts = TinyModels.Batch(1, left: true, 4);
        using var free = model.Generate(prompts, Plain with { EndIds = [], Sample = false }, null);
        var ids = free.Responses.Ids[0].data<long>().ToArray().Select(id => (int)id).ToArray();
        Assert.Equal(8, ids.Length);
        var stop = ids[2..4];
        var end = Enumerable.Range(1, 7).First(i => ids[i - 1] == stop[0] && ids[i] == stop[1]) + 1;

        using var stopped = model.Generate(prompts, Plain with { EndIds = [], Sample = false, StopSequences = [stop] }, null);

        Assert.Equal(ids[..end], stopped.Responses.Ids[0].data<long>().ToArray().Select(id => (int)id));
        Assert.Equal([true], stopped.Ended);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Several_responses_to_a_prompt_are_those_of_the_prompt_repeated(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var prompts = TinyModels.Batch(1, left: true, 6, 3);
        var each = tensor(new long[] { 0, 0, 0, 1, 1, 1 });
        var repeated = new TokenBatch(prompts.Ids.index_select(0, each), prompts.Mask.index_select(0, each));
        var options = Plain with { RepetitionPenalty = 1.1 };

        using var several = model.Generate(prompts, options with { ResponsesPerPrompt = 3 }, new UniformSource(5));
        using var apart = model.Generate(repeated, options, new UniformSource(5));

        Assert.Equal(apart.Responses.Ids.data<long>().ToArray(), several.Responses.Ids.data<long>().ToArray());
    }

    [Fact]
    public void A_forced_end_comes_at_the_limit()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var prompts = TinyModels.Batch(1, left: true, 6, 3, 2, 4);

        using var generated = model.Generate(prompts, Plain with { EndIds = [], ForcedEndIds = [9] }, new UniformSource(5));

        Assert.Equal(8, generated.Responses.Width);
        Assert.True(generated.Responses.Ids.select(1, 7).eq(9).all().item<bool>());
        Assert.False(generated.Responses.Ids.select(1, 6).eq(9).all().item<bool>());
    }

    [Fact]
    public void A_length_decay_shortens_responses()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var prompts = TinyModels.Batch(1, left: true, [.. Enumerable.Repeat(4, 40)]);
        var options = Plain with { MaxNewTokens = 20 };

        using var free = model.Generate(prompts, options, new UniformSource(5));
        using var decayed = model.Generate(prompts, options with { LengthDecay = new LengthDecayOptions(2, 1.5) }, new UniformSource(5));

        Assert.True(decayed.Responses.Mask.sum().item<long>() < free.Responses.Mask.sum().item<long>());
    }

    [Fact]
    public void Sampled_log_probabilities_are_those_of_the_distribution_that_was_drawn_from()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var prompts = TinyModels.Batch(1, left: true, 6, 3);

        using var generated = model.Generate(prompts, Plain with { Temperature = 0.5 }, new UniformSource(5));

        var logits = model.Forward(prompts, generated.Responses).Logits / 0.5;
        var expected = logits.log_softmax(-1).gather(2, generated.Responses.Ids.unsqueeze(2)).squeeze(2) * generated.Responses.Mask;
        Assert.InRange(TinyModels.Difference(expected, generated.SampledLogProbs), 0, 5e-5);
    }

    [Fact]
    public void Draws_follow_the_models_distribution()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        const int draws = 20_000;
        var one = TinyModels.Batch(1, left: true, 4);
        var prompts = new TokenBatch(one.Ids.expand(draws, 4).contiguous(), one.Mask.expand(draws, 4).contiguous());

        using var generated = model.Generate(prompts, Plain with { MaxNewTokens = 1 }, new UniformSource(99));

        var probabilities = model.Forward(one, TinyModels.Batch(1, left: false, 1)).Logits.softmax(-1).view(-1).data<float>().ToArray();
        var counts = generated.Responses.Ids.view(-1).data<long>().ToArray().GroupBy(id => id).ToDictionary(group => group.Key, group => group.Count());
        for (var id = 0; id < probabilities.Length; id++)
        {
            var deviation = Math.Sqrt(probabilities[id] * (1 - probabilities[id]) / draws);
            Assert.InRange(counts.GetValueOrDefault(id) / (double)draws, probabilities[id] - 5 * deviation, probabilities[id] + 5 * deviation);
        }
    }

    [Fact]
    public void Too_long_prompts_and_empty_ones_are_refused()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var refusal = Assert.Throws<WorkbenchException>(() => model.Generate(TinyModels.Batch(1, left: true, 30), Plain, new UniformSource(1)));
        Assert.Contains("MaxNewTokens", refusal.Message);
        refusal = Assert.Throws<WorkbenchException>(() => model.Generate(TinyModels.Batch(1, left: true, 4, 0), Plain, new UniformSource(1)));
        Assert.Contains("Prompt 1", refusal.Message);
    }

    [Fact]
    public void Sampling_without_uniform_numbers_is_refused()
    {
        using var model = TinyModels.Build("gpt2");
        using var prompts = TinyModels.Batch(1, left: true, 4);
        Assert.Contains("uniform", Assert.Throws<WorkbenchException>(() => model.Generate(prompts, Plain, null)).Message);
    }
}
