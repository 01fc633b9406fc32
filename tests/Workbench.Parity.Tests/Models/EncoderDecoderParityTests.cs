using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Models;

/// <summary>Encoder-decoders against transformers: every state, logit, log-probability, gradient and generated token of the golden data.</summary>
public class EncoderDecoderParityTests
{
    public static TheoryData<string> Families => ModelFolders.Of(ModelKind.EncoderDecoder);

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void States_between_the_layers_and_logits_are_those_of_transformers(string family)
    {
        Fixtures.SkipIfNone(family);
        using var scope = NewDisposeScope();
        using var expected = new ExpectedModel(family);
        using var model = Load(expected);
        var prompts = expected.Tokens("short.input_ids", "short.attention_mask");
        var decoderIds = expected["short.decoder_input_ids"];
        var (encoderTrace, decoderTrace) = (new List<Tensor>(), new List<Tensor>());

        var crossed = model.Cross(model.Encode(prompts, encoderTrace), prompts.Mask);
        var states = model.Decode(decoderIds, crossed, trace: decoderTrace);

        foreach (var (side, trace) in new[] { ("encoder", encoderTrace), ("decoder", decoderTrace) })
        {
            Assert.Equal(expected.Names.Count(name => name.StartsWith($"short.{side}_hidden_states.")), trace.Count);
            for (var i = 0; i < trace.Count; i++)
            {
                var name = $"short.{side}_hidden_states.{i}";
                Near.Equal(expected[name], trace[i].view(expected[name].shape), expected.Tolerance(name), name);
            }
        }

        Near.Equal(expected["short.logits"], model.Logits(states.view(decoderIds.shape[0], -1, model.HiddenSize)), expected.Tolerance("short.logits"), "short.logits");
    }

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void Padded_prompts_give_the_states_and_logits_of_transformers(string family)
    {
        Fixtures.SkipIfNone(family);
        using var scope = NewDisposeScope();
        using var expected = new ExpectedModel(family);
        using var model = Load(expected);
        var prompts = expected.Tokens("right.input_ids", "right.attention_mask");
        var responses = Labels(expected["right.labels"]);

        var encoded = model.Encode(prompts).view(prompts.Count, prompts.Width, model.HiddenSize);
        var (logits, states) = model.Forward(prompts, responses);

        Near.Equal(expected["right.encoder_last_hidden_state"], encoded, expected.Tolerance("right.encoder_last_hidden_state"), "encoder", prompts.Mask);
        Near.Equal(expected["right.decoder_last_hidden_state"], states, expected.Tolerance("right.decoder_last_hidden_state"), "decoder", responses.Mask);
        Near.Equal(expected["right.logits"], logits, expected.Tolerance("right.logits"), "logits", responses.Mask);
    }

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void Completions_have_the_log_probabilities_of_transformers(string family)
    {
        Fixtures.SkipIfNone(family);
        using var scope = NewDisposeScope();
        using var expected = new ExpectedModel(family);
        using var model = Load(expected);
        var prompts = expected.Tokens("right.input_ids", "right.attention_mask");
        var responses = expected.Tokens("completion.ids", "completion.mask");

        var logProbs = model.Forward(prompts, responses).Logits.log_softmax(-1).gather(2, responses.Ids.unsqueeze(2)).squeeze(2);

        Near.Equal(expected["completion.logprobs"], logProbs * responses.Mask, expected.Tolerance("completion.logprobs"), "completion.logprobs");
    }

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void Loss_and_gradients_are_those_of_transformers(string family)
    {
        Fixtures.SkipIfNone(family);
        using var scope = NewDisposeScope();
        using var expected = new ExpectedModel(family);
        using var model = Load(expected);
        var prompts = expected.Tokens("right.input_ids", "right.attention_mask");
        var labels = expected["right.labels"];

        var logits = model.Forward(prompts, Labels(labels)).Logits;
        var loss = nn.functional.cross_entropy(logits.view(-1, model.VocabularySize), labels.view(-1), ignore_index: -100);
        loss.backward();

        Gradients.Equal(expected, loss, model.Module);
    }

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void Generation_chooses_the_tokens_of_transformers(string family)
    {
        Fixtures.SkipIfNone(family);
        using var scope = NewDisposeScope();
        using var expected = new ExpectedModel(family);
        using var model = Load(expected);
        GeneratedCases.Check(expected, model);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Relative_positions_fall_into_the_buckets_of_transformers(bool bidirectional)
    {
        Skip.IfNot(File.Exists(Fixtures.At("models", "t5_buckets.json")), "this set has no such data");
        var cases = Fixtures.Json("models", "t5_buckets.json").EnumerateArray()
            .Where(item => item.GetProperty("bidirectional").GetBoolean() == bidirectional).ToArray();
        Assert.NotEmpty(cases);
        foreach (var item in cases)
        {
            var first = item.GetProperty("first_relative_position").GetInt32();
            var expected = item.GetProperty("bucket").Integers();
            var (buckets, farthest) = (item.GetProperty("num_buckets").GetInt32(), item.GetProperty("max_distance").GetInt32());
            Assert.Equal(expected, expected.Select((_, i) => RelativeBuckets.Of(first + i, bidirectional, buckets, farthest)));
        }
    }

    private static T5 Load(ExpectedModel expected)
    {
        var warnings = new List<string>();
        var model = (T5)LanguageModels.Load(expected.Folder, warn: warnings.Add);
        Assert.Empty(warnings);
        return model;
    }

    private static TokenBatch Labels(Tensor labels) => new(labels.masked_fill(labels.eq(-100), 0), labels.ne(-100));
}
