using TorchSharp;
using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Rlhf;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>The helpers of TRL's PPOv2Trainer: where responses end, and the reward and value forward pass.</summary>
public sealed class ResponseEndTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly SafetensorsFile? tensors = File.Exists(Fixtures.At("ppo", "primitives", "ppov2_helpers.safetensors"))
        ? SafetensorsFile.Open(Fixtures.At("ppo", "primitives", "ppov2_helpers.safetensors"))
        : null;

    public void Dispose()
    {
        tensors?.Dispose();
        scope.Dispose();
    }

    [SkippableFact]
    public void TheFirstTruePositionAndTheEndOfAResponseAreThoseOfTrl()
    {
        Skip.If(tensors is null, "no such data");
        Near.Require(Of("first_true/out.indices"), ResponseEnd.FirstTrue(Of("first_true/in.bools").to_type(ScalarType.Bool)), 0, 0, "first true");
        var pad = Case("get_reward").GetProperty("pad_token_id").GetInt64();
        var lengths = ResponseEnd.Mask(Of("sequence_length/in.postprocessed"), pad).sum(-1);
        Near.Require(Of("sequence_length/out.first_pad_minus_1"), lengths - 1, 0, 0, "sequence length");
    }

    [SkippableFact]
    public void TruncatedResponsesAreThoseOfTrl()
    {
        Skip.If(tensors is null, "no such data");
        var (stop, pad) = (Case("truncate").GetProperty("stop_token_id").GetInt64(), Case("truncate").GetProperty("pad_token_id").GetInt64());
        var truncated = ResponseEnd.Truncate(Of("truncate/in.responses"), stop, pad);
        Near.Require(Of("truncate/out.truncate_response"), truncated, 0, 0, "truncate_response");
        Near.Require(Of("truncate/out.truncate_right_ids"), truncated, 0, 0, "truncate_right");

        // truncate_right's mask ends at the stop token, whatever pads were sampled before it.
        var first = ResponseEnd.FirstTrue(Of("truncate/in.responses").eq(stop)).unsqueeze(-1);
        Near.Require(
            Of("truncate/out.truncate_right_mask"), arange(truncated.shape[1], ScalarType.Int64).unsqueeze(0) <= first, 0, 0, "truncate_right mask");
    }

    [SkippableFact]
    public void RewardsAndRewardLogitsAreThoseOfTrl()
    {
        Skip.If(tensors is null, "no such data");
        var settings = Case("get_reward");
        var (pad, context) = (settings.GetProperty("pad_token_id").GetInt32(), settings.GetProperty("context_length").GetInt32());
        var config = new ModelConfig(System.Text.Json.Nodes.JsonNode.Parse(settings.GetProperty("config").GetRawText())!.AsObject())
            .With("model_type", "gpt2");
        var source = new CheckpointParameters(tensors!, "");
        using var trunk = LanguageModels.Build(config, new Under(source, "get_reward/model."));
        using var head = new ScalarHead(new ParameterScope(source, $"get_reward/model.{ScalarHead.Name}."), trunk.HiddenSize);
        var all = Of("get_reward/in.query_responses");
        var rows = all.data<long>().ToArray().Select(id => (int)id).Chunk((int)all.shape[1]).ToArray();
        var prompts = rows.Select(row => row.Take(context).Where(id => id != pad).ToArray()).ToArray();
        var responses = rows.Select(row => row.Skip(context).TakeWhile(id => id != pad).ToArray()).ToArray();
        var width = all.shape[1] - context;
        var (left, right) = (TokenBatches.LeftPadded(prompts, pad), TokenBatches.RightPadded(responses, pad, width: width));
        Near.Require(Of("get_reward/out.final_rewards"), head.call(trunk.FinalStates(left, right)), 2e-6, 2e-5, "final rewards");
        var ends = responses.Select(ids => context + ids.Length - 1L).ToArray();
        Near.Require(Of("get_reward/out.sequence_lengths"), tensor(ends), 0, 0, "sequence lengths");

        // State t of ours predicts response token t: TRL's column context - 1 + t.
        var logits = Of("get_reward/out.reward_logits").squeeze(-1).narrow(1, context - 1, width);
        Near.Require(logits, head.call(trunk.HiddenStates(left, right)), 2e-6, 2e-5, "reward logits", right.Mask);
        Near.Require(Of("get_reward/in.query_responses"), Of("forward/in.query_responses"), 0, 0, "one batch for both");
        Assert.Equal([rows.Length, 1], Of("forward/out.logits").shape);
    }

    [SkippableFact]
    public void PaddingToALengthIsThatOfTrl()
    {
        Skip.If(tensors is null, "no such data");
        var (input, padded) = (Of("pad_to_length/in"), Of("pad_to_length/out"));
        Near.Require(
            padded, nn.functional.pad(input, [0, padded.shape[1] - input.shape[1]], value: padded[0, padded.shape[1] - 1].item<float>()), 0, 0, "padded");
    }

    [SkippableFact]
    public void ABatchThatDoesNotDivideIsAnErrorInTrlAndALastSmallerUpdateHere()
    {
        Skip.If(tensors is null, "no such data");
        var cases = Case("exact_div");
        Assert.Equal(3, cases.GetProperty("exact_div(12, 4)").GetInt32());
        Assert.Equal("ValueError", cases.GetProperty("exact_div(10, 4)").GetProperty("type").GetString());
        Assert.Equal([4, 4, 2], Enumerable.Range(0, 10).Chunk(4).Select(part => part.Length));
    }

    private Tensor Of(string key) => tensors!.Read(key);

    private static System.Text.Json.JsonElement Case(string name) =>
        Fixtures.Json("ppo", "primitives", "ppov2_helpers.json").GetProperty("cases").GetProperty(name);

    private sealed class Under(IParameterSource source, string prefix) : IParameterSource
    {
        public Tensor Take(string name, long[] shape, Init init) => source.Take(prefix + name, shape, init);

        public bool Offers(string name) => source.Offers(prefix + name);
    }
}
