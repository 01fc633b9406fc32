using System.Globalization;
using System.Text.Json.Nodes;
using Workbench.Benchmarks.Running;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Benchmarks.Ppo;

/// <summary>A PPO iteration with TRL's settings against TRL and against its matrix products alone; the numbers of a step are compared first.</summary>
internal sealed class PpoIterationBenchmark(string name, PpoShape shape) : IBenchmark
{
    private static readonly (string Environment, string Title)[] Peers = [("trl", "TRL 0.11.4, PyTorch 2.13"), ("lab3", "TRL 25fa1bd, libtorch 1.13")];

    public string Name => name;

    public string About => $"a PPO iteration of a {shape}";

    public IEnumerable<Measurement> Run(BenchmarkContext context)
    {
        foreach (var threads in context.Threads)
        {
            foreach (var row in With(context, threads))
            {
                yield return row;
            }
        }
    }

    private IEnumerable<Measurement> With(BenchmarkContext context, int threads)
    {
        set_num_threads(1);
        var material = PpoMaterial.Make(shape, Path.Combine(context.Scratch, name));
        using var products = new MatrixProducts(shape);
        using var own = new PpoContestant(material, threads);
        foreach (var (environment, title) in Peers)
        {
            using var peer = context.StartPeer(environment, "ppo_iteration.py", threads, material.Settings());
            if (peer is null)
            {
                continue;
            }

            var agreement = environment == "trl" ? Agreement(material, peer) : "";
            var best = context.Race(
                () => context.Time(own.Iteration), () => peer.Time("iteration"), () => context.Time(own.Rollout), () => peer.Time("rollout"));
            var goal = (environment, shape.Frozen, threads) switch
            {
                ("lab3", 0, _) => 1.5,
                (_, > 0, _) => 3,
                (_, _, 1) => 2,
                _ => 2.5,
            };
            yield return new Measurement($"iteration, {threads} threads", best[0])
            {
                Against = title, Other = best[1], Goal = Goal.Faster(goal), Note = agreement,
            };
            yield return new Measurement($"rollout, {threads} threads", best[2])
            {
                Against = title, Other = best[3], Goal = Goal.Faster(2),
            };
        }

        var against = context.Race(() => context.Time(own.Iteration), () => context.Time(products.Run));
        yield return new Measurement($"iteration, {threads} threads", against[0])
        {
            Against = "its matrix products", Other = against[1], Goal = Goal.Within(1.5),
            Note = string.Create(CultureInfo.InvariantCulture, $"products {products.Gigaflops:0.0} GFLOP, {products.Gigaflops / against[1]:0} GFLOPS"),
        };
    }

    // One step from the same weights on the same responses: how far statistics and weights lie apart.
    private static string Agreement(PpoMaterial material, Peer peer)
    {
        var theirs = peer.Ask("check");
        using var own = new PpoContestant(material, workers: 1);
        var orders = theirs["orders"]!.AsArray().Select(order => (IReadOnlyList<int>)[.. order!.AsArray().Select(row => row!.GetValue<int>())]).ToArray();
        var made = own.Check(orders);
        var stats = theirs["stats"]!.AsObject();
        var worst = Statistics(made).Max(pair => Relative(stats[pair.Name]!.GetValue<double>(), pair.Value));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"statistics within {worst:0.0e0}, weights within {own.Distance(theirs["weights"]!.GetValue<string>()):0.0e0}");
    }

    private static (string Name, double Value)[] Statistics(PpoStep step) =>
    [
        ("objective/kl", step.Kl), ("ppo/loss/policy", step.PolicyLoss), ("ppo/loss/value", step.ValueLoss), ("ppo/loss/total", step.Loss),
        ("ppo/policy/approxkl", step.ApproxKl), ("ppo/policy/clipfrac", step.ClipFraction), ("ppo/returns/mean", step.ReturnMean),
        ("ppo/val/vpred", step.ValueMean), ("ppo/policy/entropy", step.Updates.Average(update => update.Entropy)),
    ];

    private static double Relative(double expected, double actual) => Math.Abs(expected - actual) / Math.Max(1e-3, Math.Abs(expected));
}
