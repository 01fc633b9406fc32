using Workbench.Generation;
using Workbench.Models;
using Workbench.Planning;
using Workbench.Rewards;

namespace Workbench.Training;

/// <summary>What a training on a policy's own responses will take: every response is planned as long as it may become.</summary>
internal sealed class PolicyMemory
{
    private readonly MemoryTarget target;
    private readonly GenerationOptions generation;
    private readonly ModelMemory policy;
    private readonly ModelMemory reference;
    private readonly ModelMemory? valueModel;
    private readonly IReadOnlyList<ModelMemory> scorers;
    private readonly IReadOnlyList<(ModelMemory Memory, RewardClassifier Use)> classifiers;
    private readonly TrainingMemory training;

    public PolicyMemory(
        string stage, MemoryTarget target, ILanguageModel policy, ILanguageModel reference, ILanguageModel? valueModel, IReward reward,
        GenerationOptions generation, long trained, bool isReal)
    {
        (this.target, this.generation) = (target, generation);
        this.policy = ModelMemory.Of(policy);
        this.reference = ModelMemory.Of(reference);
        this.valueModel = valueModel is null ? null : ModelMemory.Of(valueModel);
        scorers = [.. reward.Models.Select(ModelMemory.Of)];
        classifiers = [.. reward.Classifiers.Select(use => (ModelMemory.Of(use.Model), use))];

        // The reference of a policy under an adapter lies in the memory of the same base.
        training = new TrainingMemory(stage, target,
            [
                ("policy", this.policy.Parameters), ("reference", policy.Adapter is null ? this.reference.Parameters : this.reference.Added),
                ("value model", this.valueModel?.Parameters ?? 0), ("reward model", scorers.Sum(scorer => scorer.Parameters)),
                ("classifier", classifiers.Sum(classifier => classifier.Memory.Parameters)),
            ],
            trained, isReal);
    }

    /// <summary>The parts of an iteration.</summary>
    /// <param name="batches">Lengths of the prompts of some iterations, a response each.</param>
    /// <param name="forward">The parts that are worked on side by side before the update, of some rows.</param>
    /// <param name="updates">The parts that are worked on side by side in each update, of some rows.</param>
    /// <param name="vocabularies">How many tensors of the logits' size an update has at a time.</param>
    public MemoryPlan Plan(
        IReadOnlyList<IReadOnlyList<int>> batches, Func<IReadOnlyList<(int Prompt, int Response)>, IReadOnlyList<int[]>> forward,
        Func<IReadOnlyList<(int Prompt, int Response)>, IEnumerable<IReadOnlyList<int[]>>> updates, int vocabularies)
    {
        (int, int)[][] rows = [.. batches.Select(batch => batch.Select(prompt => (prompt, generation.MaxNewTokens)).ToArray())];
        return training
            .With("rollout", batches.SelectMany(Rollout))
            .With("scoring", rows.SelectMany(batch => scorers.SelectMany(scorer => Scoring(scorer, batch))
                .Concat(classifiers.SelectMany(classifier => Classifying(classifier.Memory, classifier.Use, batch)))))
            .With("experience", rows.SelectMany(batch => Before([.. forward(batch).Select(part => PassShape.Of([.. part.Select(row => batch[row])]))])))
            .With("update", rows.SelectMany(batch => updates(batch).SelectMany(parts => Update(batch, parts, vocabularies))))
            .Plan();
    }

    private IReadOnlyList<IReadOnlyList<MemoryItem>> Rollout(IReadOnlyList<int> prompts)
    {
        var groups = GroupedGeneration.Groups(prompts.Count / generation.ResponsesPerPrompt, generation, target.OnCpu);
        return PassMemory.SideBySide(
            groups.Select(group => PassMemory.Decoding(
                policy, group.Count, generation.ResponsesPerPrompt, prompts.Skip(group.First * generation.ResponsesPerPrompt)
                    .Take(group.Count * generation.ResponsesPerPrompt).Max(), generation.MaxNewTokens, target)),
            target.Workers);
    }

    private IReadOnlyList<IReadOnlyList<MemoryItem>> Scoring(ModelMemory scorer, (int Prompt, int Response)[] rows) => PassMemory.SideBySide(
        RowParts.Of([.. rows.Select(row => row.Prompt + row.Response)], LearnedReward.DefaultBatchSize, target.OnCpu)
            .Select(part => PassMemory.Plain(scorer, PassShape.OfScores([.. part.Select(row => rows[row])]), target)),
        target.Workers);

    // Texts are cut into the classifier's own tokens: about as many as the policy's.
    private IEnumerable<IReadOnlyList<MemoryItem>> Classifying(ModelMemory memory, RewardClassifier use, (int Prompt, int Response)[] rows) =>
        rows.Chunk(use.BatchSize).SelectMany(part => PassMemory.Plain(
            memory,
            PassShape.OfWholeRows(
                part.Length, Math.Min(use.Model.ContextLength, part.Max(row => row.Response + (use.ReadsPrompt ? row.Prompt : 0))), scored: 0),
            target));

    private IEnumerable<IReadOnlyList<MemoryItem>> Before(IReadOnlyList<PassShape> parts) =>
        new[] { policy, reference, valueModel }.OfType<ModelMemory>().SelectMany(model => PassMemory.SideBySide(
            parts.Select(shape => PassMemory.Plain(model, shape, target)), target.Workers));

    private IReadOnlyList<IReadOnlyList<MemoryItem>> Update((int Prompt, int Response)[] rows, IReadOnlyList<int[]> parts, int vocabularies)
    {
        var sideBySide = parts.Count > 1 && target.Workers > 1;
        return PassMemory.SideBySide(
            parts.Select(part =>
            {
                var shape = PassShape.Of([.. part.Select(row => rows[row])]);
                var own = PassMemory.WithGradient(policy, shape, target, sideBySide, vocabularies);
                return valueModel is null ? own : PassMemory.Both(own, PassMemory.WithGradient(valueModel, shape with { Scored = 0 }, target, sideBySide));
            }),
            target.Workers);
    }
}
