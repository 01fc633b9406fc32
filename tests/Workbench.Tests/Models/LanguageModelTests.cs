using TorchSharp;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Models;

/// <summary>What holds for every family.</summary>
public class LanguageModelTests
{
    public static TheoryData<string> Families => TinyModels.All;

    [Theory]
    [MemberData(nameof(Families))]
    public void Prompts_padded_on_either_side_give_the_same_logits(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var responses = TinyModels.Batch(2, left: false, 4, 2, 5);

        var (left, leftStates) = model.Forward(TinyModels.Batch(1, left: true, 6, 3, 1), responses);
        var (right, rightStates) = model.Forward(TinyModels.Batch(1, left: false, 6, 3, 1), responses);

        Assert.InRange(TinyModels.Difference(left, right, responses.Mask), 0, 1e-5);
        Assert.InRange(TinyModels.Difference(leftStates, rightStates, responses.Mask), 0, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_row_has_the_logits_it_has_alone(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var (prompts, responses) = (TinyModels.Batch(1, left: true, 6, 3), TinyModels.Batch(2, left: false, 4, 2));

        var together = model.Forward(prompts, responses).Logits;
        var alone = model.Forward(
            new TokenBatch(prompts.Ids[1..2, 3..], prompts.Mask[1..2, 3..]), new TokenBatch(responses.Ids[1..2, ..2], responses.Mask[1..2, ..2])).Logits;

        Assert.InRange(TinyModels.Difference(together[1..2, ..2], alone), 0, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Hidden_states_and_the_head_together_are_the_forward_pass(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var (prompts, responses) = (TinyModels.Batch(1, left: true, 6, 3), TinyModels.Batch(2, left: false, 4, 2));

        var output = model.Forward(prompts, responses);
        var states = model.HiddenStates(prompts, responses);

        Assert.Equal([2L, 4L, TinyModels.Vocabulary], output.Logits.shape);
        Assert.Equal([2L, 4L, model.HiddenSize], states.shape);
        Assert.Equal(0, TinyModels.Difference(output.HiddenStates, states));
        Assert.InRange(TinyModels.Difference(output.Logits, model.Logits(states)), 0, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Final_states_are_those_that_would_predict_the_next_token(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var prompts = TinyModels.Batch(1, left: true, 6, 3, 2);
        var responses = TinyModels.Batch(2, left: false, 4, 2, 1);

        var final = model.FinalStates(prompts, responses);

        // One token more: its state is the one after the last real token.
        var longer = TinyModels.Batch(2, left: false, 4, 2, 1) with
        {
            Ids = cat([responses.Ids, zeros_like(responses.Ids.narrow(1, 0, 1))], 1),
            Mask = cat([responses.Mask, zeros_like(responses.Mask.narrow(1, 0, 1))], 1),
        };
        var states = model.HiddenStates(prompts, longer);
        var last = responses.Mask.sum(1).view(-1, 1, 1).expand(3, 1, model.HiddenSize);
        Assert.InRange(TinyModels.Difference(states.gather(1, last).squeeze(1), final), 0, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void An_empty_response_ends_in_the_state_after_its_prompt(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var prompts = TinyModels.Batch(1, left: true, 6, 3);
        var empty = new TokenBatch(zeros(2, 1, dtype: ScalarType.Int64), zeros(2, 1, dtype: ScalarType.Bool));

        var states = model.HiddenStates(prompts, empty).squeeze(1);

        Assert.InRange(TinyModels.Difference(states, model.FinalStates(prompts, empty)), 0, 1e-5);
    }

    [SkippableTheory]
    [MemberData(nameof(Families))]
    public void No_forward_pass_reads_a_value_back(string family)
    {
        var device = MetaDevice.ForModels();
        using var scope = NewDisposeScope();
        using var model = LanguageModels.Build(TinyModels.Config(family), new EmptyParameters(device));
        using var valueHead = ValueHead.For(model);
        using var scalarHead = ScalarHead.For(model, seed: 1);
        var prompts = new TokenBatch(empty(2, 6, dtype: ScalarType.Int64, device: device), empty(2, 6, dtype: ScalarType.Bool, device: device));
        var responses = new TokenBatch(empty(2, 4, dtype: ScalarType.Int64, device: device), empty(2, 4, dtype: ScalarType.Bool, device: device));

        var (logits, states) = model.Forward(prompts, responses);
        var final = model.FinalStates(prompts, responses);
        var (values, scores) = (valueHead.call(states), scalarHead.call(final));
        (logits.sum() + values.sum() + scores.sum()).backward();

        Assert.Equal([2L, 4L, TinyModels.Vocabulary], logits.shape);
        Assert.Equal([2L, 4L, model.HiddenSize], states.shape);
        Assert.Equal([2L, model.HiddenSize], final.shape);
        Assert.Equal([2L, 4L], values.shape);
        Assert.Equal([2L], scores.shape);
        Assert.All([logits, states, final, values, scores], result => Assert.Equal(DeviceType.META, result.device_type));
        Assert.All(model.Module.parameters(), parameter => Assert.Equal(DeviceType.META, parameter.grad!.device_type));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_clone_has_the_same_numbers_and_none_of_the_memory(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        using var clone = model.Clone();
        var (prompts, responses) = (TinyModels.Batch(1, left: true, 6, 3), TinyModels.Batch(2, left: false, 4, 2));
        var before = model.Forward(prompts, responses).Logits;
        Assert.Equal(0, TinyModels.Difference(before, clone.Forward(prompts, responses).Logits));
        Assert.DoesNotContain(clone.Module.parameters(), parameter => parameter.requires_grad);

        using (no_grad())
        {
            foreach (var parameter in model.Module.parameters())
            {
                parameter.add_(0.1);
            }
        }

        Assert.Equal(0, TinyModels.Difference(before, clone.Forward(prompts, responses).Logits));
        Assert.True(TinyModels.Difference(before, model.Forward(prompts, responses).Logits) > 1e-3);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Parameters_moved_into_one_vector_go_on_being_the_models_own(string family)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var (prompts, responses) = (TinyModels.Batch(1, left: true, 6, 3), TinyModels.Batch(2, left: false, 4, 2));
        var before = model.Forward(prompts, responses).Logits.detach();
        var parameters = LanguageModels.TrainableParameters(model.Module);
        var values = cat([.. parameters.Select(pair => pair.Parameter.detach().flatten())]);
        var gradients = zeros_like(values);
        using (no_grad())
        {
            var offset = 0L;
            foreach (var (_, parameter) in parameters)
            {
                var length = parameter.NumberOfElements;
                parameter.set_(values.narrow(0, offset, length).view(parameter.shape));
                parameter.grad = gradients.narrow(0, offset, length).view(parameter.shape);
                offset += length;
            }
        }

        var logits = model.Forward(prompts, responses).Logits;
        logits.square().sum().backward();
        Assert.InRange(TinyModels.Difference(before, logits.detach()), 0, 1e-6);
        Assert.True(gradients.abs().sum().item<float>() > 0);

        using (no_grad())
        {
            values.zero_();
        }

        Assert.Equal(0, model.Forward(prompts, responses).Logits.abs().max().item<float>());
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_seed_gives_the_same_model_bit_for_bit(string family)
    {
        using var one = TinyModels.Build(family, seed: 7);
        using var same = TinyModels.Build(family, seed: 7);
        using var other = TinyModels.Build(family, seed: 8);
        var names = one.Module.named_parameters().Select(pair => pair.name).ToArray();
        Assert.Equal(names, same.Module.named_parameters().Select(pair => pair.name));
        Assert.All(names, name => Assert.True(
            one.Module.get_parameter(name)!.detach().bytes.SequenceEqual(same.Module.get_parameter(name)!.detach().bytes), name));
        Assert.Contains(names, name => !one.Module.get_parameter(name)!.detach().bytes.SequenceEqual(other.Module.get_parameter(name)!.detach().bytes));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Dropout_is_off_until_training_is_asked_for(string family)
    {
        if (family is "llama" or "qwen2" or "mistral" or "gpt_neox")
        {
            return; // their configurations ask for none
        }

        using var scope = NewDisposeScope();
        using var model = TinyModels.Build(family);
        var (prompts, responses) = (TinyModels.Batch(1, left: true, 6, 3), TinyModels.Batch(2, left: false, 4, 2));
        var first = model.Forward(prompts, responses).Logits;
        Assert.Equal(0, TinyModels.Difference(first, model.Forward(prompts, responses).Logits));
        model.Module.train();
        Assert.True(TinyModels.Difference(first, model.Forward(prompts, responses).Logits) > 1e-3);
        model.Module.eval();
        Assert.Equal(0, TinyModels.Difference(first, model.Forward(prompts, responses).Logits));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Steps_of_training_and_of_generation_leave_no_tensors_behind(string family)
    {
        using var model = TinyModels.Build(family);
        using var prompts = TinyModels.Batch(1, left: true, 6, 3);
        using var responses = TinyModels.Batch(2, left: false, 4, 2);
        var options = new GenerationOptions { MaxNewTokens = 5, EndIds = [3], PadId = 0, RepetitionPenalty = 1.2 };

        void Step(int number)
        {
            using var scope = NewDisposeScope();
            var loss = model.Forward(prompts, responses).Logits.square().mean() + model.FinalStates(prompts, responses).mean();
            loss.backward();
            using var generated = model.Generate(prompts, options, new UniformSource((ulong)number));
        }

        Step(0);
        Step(1);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 2; i < 12; i++)
        {
            Step(i);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Rows_longer_than_the_context_are_refused_and_padding_does_not_count()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModels.Build("gpt2");
        var responses = TinyModels.Batch(2, left: false, 4, 2);
        var padded = TinyModels.Batch(1, left: true, 40, 3);
        var refusal = Assert.Throws<WorkbenchException>(() => model.Forward(padded, responses));
        Assert.Contains("32", refusal.Message);

        var mostlyPadding = new TokenBatch(padded.Ids[1..], padded.Mask[1..]);
        Assert.Equal(4, model.Forward(mostlyPadding, new TokenBatch(responses.Ids[1..], responses.Mask[1..])).Logits.shape[1]);
    }
}
