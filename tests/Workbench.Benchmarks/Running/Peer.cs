using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Workbench.Benchmarks.Running;

/// <summary>
/// A Python program that does the same work with another library. It reads a word a line from its input and answers each with a line of JSON,
/// so that its repetitions and ours can take turns.
/// </summary>
internal sealed class Peer : IDisposable
{
    private readonly Process process;

    public Peer(string python, string script, int threads, JsonObject settings, bool processorTime)
    {
        var start = new ProcessStartInfo(python)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Peers", script), settings.ToJsonString() },
        };
        start.Environment["WORKBENCH_CLOCK"] = processorTime ? "processor" : "wall";
        foreach (var name in new[] { "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS" })
        {
            start.Environment[name] = threads.ToString(CultureInfo.InvariantCulture);
        }

        process = Process.Start(start) ?? throw new WorkbenchException($"{python} cannot be started.");
        About = Read();
    }

    /// <summary>What it said of itself when it was ready.</summary>
    public JsonObject About { get; }

    /// <summary>Has it do something and returns its answer.</summary>
    public JsonObject Ask(string word)
    {
        process.StandardInput.WriteLine(word);
        process.StandardInput.Flush();
        return Read();
    }

    /// <summary>Has it do something and returns the seconds that it took.</summary>
    public double Time(string word) => Ask(word)["seconds"]!.GetValue<double>();

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    // What libraries print on the way does not begin as an answer does.
    private JsonObject Read()
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith('{'))
            {
                return JsonNode.Parse(line)!.AsObject();
            }
        }

        process.WaitForExit();
        throw new WorkbenchException($"The peer {process.StartInfo.FileName} ended with status {process.ExitCode} instead of an answer.");
    }
}
