using Workbench.Models;
using Workbench.Text;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Rewards;

/// <summary>
/// A trained reward model: a scalar head on the state after a response's last token, brought to mean 0 and standard deviation 1 on reference samples,
/// so that the KL coefficient means the same with every reward model (Ziegler et al. 2019, section 2.1).
/// </summary>
public sealed class LearnedReward : IReward
{
    /// <summary>The most responses of a forward pass where nothing else is said.</summary>
    internal const int DefaultBatchSize = 64;

    private readonly ILanguageModel trunk;
    private readonly nn.Module<Tensor, Tensor> head;
    private readonly int padId;
    private readonly int batchSize;
    private readonly int? workers;

    /// <summary>Creates the reward; the models stay the caller's.</summary>
    /// <param name="name">What the score is called.</param>
    /// <param name="trunk">Reads prompt and response ids, so it must share the policy's tokenizer.</param>
    /// <param name="head">Maps states [B, H] to scores [B].</param>
    /// <param name="padId">Any id of the vocabulary; fills batches.</param>
    /// <param name="mean">Subtracted from the head's score.</param>
    /// <param name="standardDeviation">Divides the difference; above 0.</param>
    /// <param name="batchSize">The most responses of a forward pass; at least 1.</param>
    /// <param name="workers">
    /// Threads that share the work on a CPU; at least 1, null for all processors. No number depends on how many there are.
    /// </param>
    /// <exception cref="WorkbenchException">A number lies outside its range.</exception>
    public LearnedReward(
        string name, ILanguageModel trunk, nn.Module<Tensor, Tensor> head, int padId, double mean = 0, double standardDeviation = 1, int batchSize = DefaultBatchSize,
        int? workers = null)
    {
        if (!double.IsFinite(mean) || !(standardDeviation > 0 && double.IsFinite(standardDeviation)) || batchSize < 1)
        {
            throw new WorkbenchException(
                $"The reward {name} has mean {mean}, standard deviation {standardDeviation} and batch size {batchSize}; it needs a finite mean, a deviation above 0 and a batch of at least 1.");
        }

        Name = name;
        Mean = mean;
        StandardDeviation = standardDeviation;
        this.trunk = trunk;
        this.head = head;
        this.padId = padId;
        this.batchSize = batchSize;
        this.workers = workers;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>What is subtracted from the head's score.</summary>
    public double Mean { get; }

    /// <summary>What divides the difference.</summary>
    public double StandardDeviation { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ILanguageModel> Models => [trunk];

    /// <inheritdoc/>
    public double[] Score(IReadOnlyList<Completion> completions) =>
        [.. Raw(completions).Select(score => (score - Mean) / StandardDeviation)];

    /// <summary>The same reward with mean and standard deviation (N - 1) measured on reference samples.</summary>
    /// <param name="reference">At least two responses of the policy before its training, with different scores.</param>
    /// <exception cref="WorkbenchException">There are fewer than two, or all have the same score.</exception>
    public LearnedReward Standardised(IReadOnlyList<Completion> reference)
    {
        var raw = Raw(reference);
        var mean = raw.Length == 0 ? 0 : raw.Average();
        var deviation = raw.Length < 2 ? 0 : Math.Sqrt(raw.Sum(score => (score - mean) * (score - mean)) / (raw.Length - 1));
        if (deviation == 0)
        {
            throw new WorkbenchException(
                $"The reward {Name} cannot be standardised on {raw.Length} samples without spread; give it at least two with different scores.");
        }

        return new LearnedReward(Name, trunk, head, padId, mean, deviation, batchSize, workers);
    }

    private double[] Raw(IReadOnlyList<Completion> completions)
    {
        if (completions.Count == 0)
        {
            return [];
        }

        if (completions.SelectMany(one => one.PromptIds.Concat(one.ResponseIds)).Max() is var highest && highest >= trunk.VocabularySize)
        {
            throw new WorkbenchException(
                $"The reward {Name} has a vocabulary of {trunk.VocabularySize} tokens and was given the id {highest}: its model must share the policy's tokenizer and vocabulary.");
        }

        using var outer = NewDisposeScope();
        var like = trunk.Module.parameters().First();
        using var shared = new Workers(like.device, workers);
        var parts = RowParts.Of([.. completions.Select(one => one.PromptIds.Count + one.ResponseIds.Count)], batchSize, shared.OnCpu);
        var scores = zeros([completions.Count], ScalarType.Float64, like.device);
        shared.Run(parts.Count, index =>
        {
            using var scope = NewDisposeScope();
            using var off = no_grad();
            Completion[] part = [.. parts[index].Select(row => completions[row])];
            var states = trunk.FinalStates(
                TokenBatches.LeftPadded([.. part.Select(completion => completion.PromptIds)], padId, like.device),
                TokenBatches.RightPadded([.. part.Select(completion => completion.ResponseIds)], padId, like.device));
            var places = tensor(parts[index].Select(row => (long)row).ToArray(), device: like.device);
            scores.index_copy_(0, places, head.call(states).to_type(ScalarType.Float64));
        });
        return scores.cpu().data<double>().ToArray();
    }
}
