using Workbench.Generation;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Models;

/// <summary>Decoder-only models against transformers: every state, logit, log-probability, gradient and generated token of the golden data.</summary>
public class CausalModelParityTests
{
    public static TheoryData<string> Families => ModelFolders.Of(ModelKind.Causal);

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void States_between_the_layers_and_logits_are_those_of_transformers(string family)
    {
        Fixtures.SkipIfNone(family);
        using var scope = NewDisposeScope();
        using var expected = new ExpectedModel(family);
        using var model = Load(expected);
        var tokens = expected.Tokens("short.input_ids", "short.attention_mask");
        var trace = new List<Tensor>();

        var states = model.States(tokens, trace: trace);

        Assert.Equal(expected.Names.Count(name => name.StartsWith("short.hidden_states.")), trace.Count);
        for (var i = 0; i < trace.Count; i++)
        {
            var name = $"short.hidden_states.{i}";
            Near.Equal(expected[name], trace[i].view(expected[name].shape), expected.Tolerance(name), name);
        }

        Near.Equal(expected["short.logits"], model.Logits(states), expected.Tolerance("short.logits"), "short.logits");
    }

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void Padding_on_either_side_gives_the_logits_of_transformers(string family)
    {
        Fixtures.SkipIfNone(family);
        using var scope = NewDisposeScope();
        using var expected = new ExpectedModel(family);
        using var model = Load(expected);
        foreach (var side in new[] { "left", "right" })
        {
            var tokens = expected.Tokens($"{side}.input_ids", $"{side}.attention_mask");
            var counted = arange(tokens.Width, dtype: ScalarType.Int64).expand(tokens.Count, tokens.Width);
            var ownPositions = model.Config.Text("model_type") == "opt"; // works them out from the mask in every case
            foreach (var (kind, positions) in new[] { ("plain", ownPositions ? null : counted), ("positions_from_mask", null) })
            {
                var states = model.States(tokens, positions);
                var (logits, last) = ($"{side}.logits_{kind}", $"{side}.last_hidden_state_{kind}");
                Near.Equal(expected[last], states, expected.Tolerance(last), last, tokens.Mask);
                Near.Equal(expected[logits], model.Logits(states), expected.Tolerance(logits), logits, tokens.Mask);
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void Completions_have_the_log_probabilities_of_transformers(string family)
    {
        Fixtures.SkipIfNone(family);
        using var scope = NewDisposeScope();
        using var expected = new ExpectedModel(family);
        using var model = Load(expected);
        var prompts = expected.Tokens("completion.prompt_ids", "completion.prompt_mask");
        var responses = expected.Tokens("completion.ids", "completion.mask");

        var logits = model.Forward(prompts, responses).Logits;

        var logProbs = logits.log_softmax(-1).gather(2, responses.Ids.unsqueeze(2)).squeeze(2) * responses.Mask;
        Near.Equal(expected["completion.logprobs"], logProbs, expected.Tolerance("completion.logprobs"), "completion.logprobs");
    }

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void Loss_and_gradients_are_those_of_transformers(string family)
    {
        Fixtures.SkipIfNone(family);
        using var scope = NewDisposeScope();
        using var expected = new ExpectedModel(family);
        using var model = Load(expected);
        var tokens = expected.Tokens("right.input_ids", "right.attention_mask");
        var labels = expected["loss.labels"];

        var logits = model.Logits(model.States(tokens)).narrow(1, 0, tokens.Width - 1).reshape(-1, model.VocabularySize);
        var loss = nn.functional.cross_entropy(logits, labels.narrow(1, 1, tokens.Width - 1).reshape(-1), ignore_index: -100);
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

    private static CausalLanguageModel Load(ExpectedModel expected)
    {
        var warnings = new List<string>();
        var model = (CausalLanguageModel)LanguageModels.Load(expected.Folder, warn: warnings.Add);
        Assert.Empty(warnings);
        return model;
    }
}
