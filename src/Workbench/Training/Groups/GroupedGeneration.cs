using Workbench.Generation;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>Groups of responses that are generated side by side. Each row meets its own luck, whatever its group.</summary>
internal sealed class GroupedGeneration(ILanguageModel policy, GenerationOptions options, int padId, Device device)
{
    // A step of decoding has little work a row: smaller groups would spend more on operators than a second worker saves.
    private const int GroupRows = 32;

    /// <summary>The groups of a batch of prompts, by its size alone: 1, 2, 4, 8, … of them.</summary>
    public static IReadOnlyList<(int First, int Count)> Groups(int count, GenerationOptions options, bool onCpu)
    {
        // Rules of the user's own are asked by one thread.
        if (!onCpu || options is not { Beams: 1, StopRules.Count: 0 } || options.RandomLimit is { PerBatch: true })
        {
            return [(0, count)];
        }

        var groups = 1;
        while (2 * groups <= count && count * options.ResponsesPerPrompt / (2 * groups) >= GroupRows)
        {
            groups *= 2;
        }

        return [.. Enumerable.Range(0, groups).Select(group => (count * group / groups, count * (group + 1) / groups - count * group / groups))];
    }

    /// <summary>Answers to all prompts, those to a prompt one behind the other.</summary>
    public Generated Generate(IReadOnlyList<PromptExample> batch, IReadOnlyList<(int First, int Count)> groups, UniformSource uniforms, Workers workers)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var each = options.ResponsesPerPrompt;
        long[] shape = [batch.Count * each, options.MaxNewTokens];
        var responses = full(shape, options.PadId, ScalarType.Int64, device);
        var mask = zeros(shape, ScalarType.Bool, device);
        var (logProbs, sampled) = (zeros(shape, ScalarType.Float32, device), zeros(shape, ScalarType.Float32, device));
        var states = options.KeepStates
            ? zeros([.. shape, policy.HiddenSize], policy.Module.parameters().First().dtype, device)
            : null;
        var ended = new bool[batch.Count * each];
        var limits = options.RandomLimit is null ? null : new int[batch.Count * each];
        var widths = new long[groups.Count];
        workers.Run(groups.Count, group =>
        {
            using var inner = NewDisposeScope();
            var (first, count) = groups[group];
            var prompts = TokenBatches.LeftPadded([.. batch.Skip(first).Take(count).Select(prompt => prompt.Ids)], padId, device);
            using var made = policy.Generate(prompts, options, uniforms.From(first * each));
            widths[group] = made.Responses.Width;
            void Write(Tensor table, Tensor own) => table.narrow(0, first * each, count * each).narrow(1, 0, widths[group]).copy_(own);
            Write(responses, made.Responses.Ids);
            Write(mask, made.Responses.Mask);
            Write(logProbs, made.LogProbs);
            Write(sampled, made.SampledLogProbs);
            if (states is not null)
            {
                Write(states, made.States!);
            }

            made.Ended.CopyTo(ended, first * each);
            made.Limits?.ToArray().CopyTo(limits!, first * each);
        });

        Tensor Cut(Tensor table) => scope.MoveToOuter(table.narrow(1, 0, widths.Max()).contiguous());
        return new Generated(new TokenBatch(Cut(responses), Cut(mask)), Cut(logProbs), Cut(sampled), ended)
        {
            Limits = limits,
            States = states is null ? null : Cut(states),
        };
    }
}
