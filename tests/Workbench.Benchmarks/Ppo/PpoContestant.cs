using TorchSharp;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Text;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Benchmarks.Ppo;

/// <summary>The workbench's own trainer with TRL's settings.</summary>
internal sealed class PpoContestant : IDisposable
{
    private readonly PpoMaterial material;
    private readonly ILanguageModel policy;
    private readonly ILanguageModel reference;
    private readonly ValueHead head;
    private readonly PpoTrainer trainer;
    private readonly PromptExample[] prompts;

    public PpoContestant(PpoMaterial material, int workers)
    {
        this.material = material;
        var shape = material.Shape;
        policy = LanguageModels.Load(material.Folder);
        reference = policy.Clone();
        head = ValueHead.Load(material.Folder, policy);
        FreezeLower(policy.Module, shape.Frozen);
        var generation = new GenerationOptions { MaxNewTokens = shape.Response, EndIds = [], PadId = shape.PadId };
        var options = PpoPresets.Trl0114(generation) with
        {
            Iterations = int.MaxValue / 1024,
            BatchSize = shape.Batch,
            MiniBatchSize = shape.MiniBatch,
            ForwardBatchSize = shape.Batch,
            Epochs = shape.Epochs,
            RecomputeLogProbs = false,
            Optimizer = new() { LearningRate = 1e-5, MaxGradientNorm = null },
        };
        prompts = [.. material.Prompts.Select(ids => new PromptExample("", ids))];
        var scores = new FixedScores(material.Scores);
        trainer = new PpoTrainer(
            policy, head, reference, scores, new WordIds(shape.Vocabulary),
            prompts, options, seed: 0, workers: workers);
    }

    /// <summary>A step on the given responses, in the given orders.</summary>
    public PpoStep Check(IReadOnlyList<IReadOnlyList<int>> orders)
    {
        using var rollout = new Rollout(
            TokenBatches.LeftPadded(material.Prompts, material.Shape.PadId), null, TokenBatches.RightPadded(material.Responses, material.Shape.PadId),
            [.. material.Prompts.Select((prompt, row) => new Completion("", "", prompt, material.Responses[row], true))], material.Scores);
        using var experience = trainer.Experience(rollout);
        return trainer.Learn(experience, orders);
    }

    /// <summary>The largest difference from weights in a file.</summary>
    public double Distance(string file)
    {
        using var scope = NewDisposeScope();
        using var store = Checkpoints.SafetensorsFile.Open(file);
        return policy.Module.named_parameters()
            .Where(named => !named.name.EndsWith("c_attn.bias", StringComparison.Ordinal))
            .Max(named => (store.Read(named.name) - named.parameter).abs().max().item<float>());
    }

    public void Iteration() => Last = trainer.Step();

    /// <summary>A rollout alone.</summary>
    public void Rollout()
    {
        using var scope = NewDisposeScope();
        trainer.Sample(prompts, 0);
    }

    /// <summary>What the last iteration measured.</summary>
    public PpoStep? Last { get; private set; }

    public void Dispose()
    {
        trainer.Dispose();
        head.Dispose();
        reference.Dispose();
        policy.Dispose();
    }

    private static void FreezeLower(nn.Module module, int layers)
    {
        foreach (var (name, parameter) in module.named_parameters())
        {
            var parts = name.Split('.');
            var upper = parts[1] == "ln_f" || (parts[1] == "h" && int.Parse(parts[2]) >= layers);
            parameter.requires_grad = layers == 0 || upper;
        }
    }

    private sealed class FixedScores(double[] scores) : IReward
    {
        public string Name => "fixed scores";

        public double[] Score(IReadOnlyList<Completion> completions) => scores;
    }
}
