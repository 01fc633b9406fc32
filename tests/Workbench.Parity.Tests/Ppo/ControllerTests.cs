using Workbench.Rlhf;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>KL controllers and running moments against TRL 0.11.4.</summary>
public sealed class ControllerTests
{
    private static bool Missing(string file) => !File.Exists(Fixtures.At("ppo", "primitives", file));

    [SkippableFact]
    public void TheAdaptiveCoefficientFollowsTrl()
    {
        Skip.If(Missing("kl_controllers.json"), "no such data");
        foreach (var trajectory in Fixtures.Json("ppo", "primitives", "kl_controllers.json").GetProperty("trajectories").EnumerateArray())
        {
            var coefficient = trajectory.GetProperty("init_kl_coef").Number();
            foreach (var step in trajectory.GetProperty("steps").EnumerateArray())
            {
                coefficient = KlController.Adaptive(
                    coefficient, step.GetProperty("kl").Number(), trajectory.GetProperty("target").Number(),
                    step.GetProperty("n_steps").GetInt64(), trajectory.GetProperty("horizon").Number());
                Near.Require(step.GetProperty("adaptive").Number(), coefficient, 0, 1e-12, "adaptive coefficient");
                Near.Require(step.GetProperty("fixed").Number(), trajectory.GetProperty("init_kl_coef").Number(), 0, 1e-12, "fixed coefficient");
            }
        }
    }

    [SkippableFact]
    public void RunningMomentsFollowTrlWhereTrlGivesANumber()
    {
        Skip.If(Missing("running_moments.json"), "no such data");
        foreach (var stream in Fixtures.Json("ppo", "primitives", "running_moments.json").GetProperty("streams").EnumerateArray())
        {
            var moments = new RunningMoments();
            foreach (var step in stream.GetProperty("steps").EnumerateArray())
            {
                moments = moments.Add(step.GetProperty("xs").Numbers());
                Near.Require(step.GetProperty("running_mean").Number(), moments.Mean, 1e-6, 1e-5, "mean");
                Near.Require(step.GetProperty("running_var").Number(), moments.Variance, 1e-6, 1e-5, "variance");
                Near.Require(step.GetProperty("running_count").Number(), moments.Count, 0, 0, "count");
                var deviation = step.GetProperty("running_std").Number();
                Near.Require(double.IsFinite(deviation) ? deviation : 1, moments.StandardDeviation, 1e-6, 1e-5, "standard deviation");
            }
        }
    }
}
