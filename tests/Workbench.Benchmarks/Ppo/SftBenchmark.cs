using TorchSharp;
using Workbench.Benchmarks.Running;
using Workbench.Models;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Benchmarks.Ppo;

/// <summary>A supervised step against plain PyTorch: the same model, batch and loss, gradients clipped, AdamW.</summary>
internal sealed class SftBenchmark : IBenchmark
{
    private static readonly (string Environment, string Title, double Goal)[] Peers =
        [("trl", "PyTorch 2.13", 1.7), ("lab3", "PyTorch 1.13, the same libtorch", 1.2)];

    public string Name => "sft";

    public string About => $"a supervised step of a {PpoShape.Small}";

    public IEnumerable<Measurement> Run(BenchmarkContext context)
    {
        foreach (var threads in context.Threads)
        {
            set_num_threads(1);
            var shape = PpoShape.Small;
            var material = PpoMaterial.Make(shape, Path.Combine(context.Scratch, Name));
            using var model = LanguageModels.Load(material.Folder);
            TokenExample[] examples = [.. material.Prompts.Zip(material.Responses, (prompt, response) => new TokenExample(prompt, response))];
            var options = new SftOptions { BatchSize = shape.Batch, Steps = 1 << 20, Optimizer = new() { LearningRate = 1e-5, MaxGradientNorm = 1 } };
            using var trainer = new SftTrainer(model, examples, options, shape.PadId, seed: 1, workers: threads);
            var first = trainer.Step().Loss;
            foreach (var (environment, title, goal) in Peers)
            {
                using var peer = context.StartPeer(environment, "ppo_iteration.py", threads, material.Settings());
                if (peer is null)
                {
                    continue;
                }

                var theirs = peer.Ask("sft")["loss"]!.GetValue<double>();
                var best = context.Race(() => context.Time(() => trainer.Step()), () => peer.Time("sft"));
                yield return new Measurement($"supervised step, {threads} threads", best[0])
                {
                    Against = title, Other = best[1], Goal = Goal.Faster(goal),
                    Note = FormattableString.Invariant($"first loss {first:0.00000} and {theirs:0.00000}"),
                };
            }

            if (context.Peers is null)
            {
                yield return new Measurement($"supervised step, {threads} threads", context.Race(() => context.Time(() => trainer.Step()))[0]);
            }
        }
    }
}
