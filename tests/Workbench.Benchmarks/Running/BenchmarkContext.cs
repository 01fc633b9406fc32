using System.Text.Json.Nodes;

namespace Workbench.Benchmarks.Running;

/// <summary>What benchmarks are run with.</summary>
internal sealed class BenchmarkContext : IDisposable
{
    /// <summary>Where the peers' environments lie; null measures without them.</summary>
    public string? Peers { get; init; }

    /// <summary>Thread counts to measure with.</summary>
    public IReadOnlyList<int> Threads { get; init; } = [1];

    /// <summary>Timed repetitions.</summary>
    public int Repeats { get; init; } = 7;

    /// <summary>Repetitions before these.</summary>
    public int WarmUps { get; init; } = 2;

    /// <summary>Whether processor time is measured instead of wall-clock time: what to look at with one thread on a busy machine.</summary>
    public bool ProcessorTime { get; init; }

    /// <summary>A folder for files that are handed to peers.</summary>
    public string Scratch { get; } = Directory.CreateTempSubdirectory("workbench-benchmark").FullName;

    /// <summary>Starts a peer; null where no peers were given or this environment is not among them.</summary>
    /// <param name="environment">A Python environment under the peers' folder, such as trl or lab3.</param>
    /// <param name="script">A file of the folder Peers.</param>
    /// <param name="threads">Threads that it may use.</param>
    /// <param name="settings">Given to the script as its only argument.</param>
    public Peer? StartPeer(string environment, string script, int threads, JsonObject settings)
    {
        if (Peers is null)
        {
            return null;
        }

        var python = Path.Combine(Path.GetFullPath(Peers), environment, "bin", "python");
        return File.Exists(python) ? new Peer(python, script, threads, settings, ProcessorTime) : null;
    }

    /// <summary>Seconds of some work.</summary>
    public double Time(Action work) => ProcessorTime ? Clock.ProcessorSeconds(work) : Clock.Seconds(work);

    /// <summary>Runs several contestants in turns, so that what disturbs the machine disturbs all of them.</summary>
    /// <param name="contestants">Each does its work once and returns its seconds.</param>
    /// <returns>The least seconds of each.</returns>
    public double[] Race(params IReadOnlyList<Func<double>> contestants)
    {
        var best = new double[contestants.Count];
        Array.Fill(best, double.PositiveInfinity);
        for (var round = 0; round < WarmUps + Repeats; round++)
        {
            for (var i = 0; i < best.Length; i++)
            {
                var seconds = contestants[i]();
                best[i] = round < WarmUps ? best[i] : Math.Min(best[i], seconds);
            }
        }

        return best;
    }

    public void Dispose() => Directory.Delete(Scratch, recursive: true);
}
