#nullable disable
namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public abstract class LRScheduler
            {
                protected int _step_count = 0;

                private protected readonly Optimizer optimizer;
                private protected readonly IList<double> baseRates;
                private protected int lastEpoch = -1;
                private readonly IList<double> lastRates;
                private readonly bool verbose;

                protected LRScheduler()
                {
                }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    this.optimizer = optimizer;
                    this.verbose = verbose;
                    lastEpoch = last_epoch;
                    baseRates = optimizer.ParamGroups.Select(g => g.InitialLearningRate).ToList();
                    lastRates = optimizer.ParamGroups.Select(g => g.LearningRate).ToList();
                }

                public IEnumerable<double> get_last_lr() => lastRates;

                public virtual void step() => step(null);

                public virtual void step(int? epoch)
                {
                    _step_count += 1;
                    lastEpoch = epoch ?? lastEpoch + 1;
                    var rates = (epoch.HasValue ? get_closed_form_lr() : get_lr()).ToList();
                    var groups = optimizer.ParamGroups.ToList();
                    for (var i = 0; i < baseRates.Count; i++)
                    {
                        groups[i].LearningRate = rates[i];
                        if (verbose && lastRates[i] != rates[i]) Console.WriteLine($"Adjusting learning rate to {rates[i]}");
                        lastRates[i] = rates[i];
                    }
                }

                public virtual void step(double current, int? epoch = null) => step(epoch);

                protected virtual IEnumerable<double> get_lr() => optimizer.ParamGroups.Select(g => g.LearningRate);

                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();
            }
        }
    }
}
