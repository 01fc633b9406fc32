using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Models;

/// <summary>Sequence classifiers against transformers.</summary>
public class ClassifierParityTests
{
    public static TheoryData<string> Families => ModelFolders.Of(ModelKind.Classifier);

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

        States(model, tokens, trace);

        Assert.Equal(expected.Names.Count(name => name.StartsWith("short.hidden_states.")), trace.Count);
        for (var i = 0; i < trace.Count; i++)
        {
            var name = $"short.hidden_states.{i}";
            Near.Equal(expected[name], trace[i].view(expected[name].shape), expected.Tolerance(name), name);
        }

        Near.Equal(expected["short.logits"], model.Logits(tokens), expected.Tolerance("short.logits"), "short.logits");
    }

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void Padded_texts_give_the_logits_and_probabilities_of_transformers(string family)
    {
        Fixtures.SkipIfNone(family);
        using var scope = NewDisposeScope();
        using var expected = new ExpectedModel(family);
        using var model = Load(expected);
        var tokens = expected.Tokens("right.input_ids", "right.attention_mask");

        var logits = model.Logits(tokens);

        var states = States(model, tokens, null).view(expected["right.last_hidden_state"].shape);
        Near.Equal(expected["right.last_hidden_state"], states, expected.Tolerance("right.last_hidden_state"), "states", tokens.Mask);
        Near.Equal(expected["right.logits"], logits, expected.Tolerance("right.logits"), "logits");
        Near.Equal(expected["right.probabilities"], logits.softmax(-1), expected.Tolerance("right.probabilities"), "probabilities");
        if (expected.Names.Contains("right_token_types.logits"))
        {
            var typed = model.Logits(tokens, expected["right_token_types.token_type_ids"]);
            Near.Equal(expected["right_token_types.logits"], typed, expected.Tolerance("right_token_types.logits"), "with token types");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void Loss_and_gradients_are_those_of_transformers(string family)
    {
        Fixtures.SkipIfNone(family);
        using var scope = NewDisposeScope();
        using var expected = new ExpectedModel(family);
        using var model = Load(expected);

        var logits = model.Logits(expected.Tokens("right.input_ids", "right.attention_mask"));
        var loss = nn.functional.cross_entropy(logits, expected["loss.labels"]);
        loss.backward();

        Gradients.Equal(expected, loss, model.Module);
    }

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void Labels_are_those_of_the_configuration_and_found_by_name(string family)
    {
        Fixtures.SkipIfNone(family);
        using var expected = new ExpectedModel(family);
        using var model = Load(expected);
        foreach (var (name, index) in Labels(family))
        {
            Assert.Equal(index, model.IndexOf(name));
        }

        var refusal = Assert.Throws<WorkbenchException>(() => model.IndexOf("no such label"));
        Assert.Contains(model.Labels[0], refusal.Message);
    }

    // transformers writes no names where they are those of its default.
    private static IEnumerable<(string Name, int Index)> Labels(string family) =>
        Fixtures.Json(family, "config.json").TryGetProperty("label2id", out var labels)
            ? labels.EnumerateObject().Select(label => (label.Name, label.Value.GetInt32()))
            : [("LABEL_0", 0), ("LABEL_1", 1)];

    private static ISequenceClassifier Load(ExpectedModel expected) =>
        SequenceClassifiers.Load(expected.Folder, warn: warning => Assert.Fail(warning));

    private static Tensor States(ISequenceClassifier model, TokenBatch tokens, List<Tensor>? trace) => model switch
    {
        Bert bert => bert.States(tokens, null, trace),
        DistilBert distilBert => distilBert.States(tokens, trace),
        _ => throw new NotSupportedException(model.GetType().Name),
    };
}
