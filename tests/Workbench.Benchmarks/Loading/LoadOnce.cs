using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Workbench.Benchmarks.Running;
using Workbench.Checkpoints;
using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Benchmarks.Loading;

/// <summary>
/// Loads a folder, or only reads its files, in a process of its own, whose memory nothing else has used before: what memory costs when it
/// is taken for the first time is then the same for both.
/// </summary>
internal static class LoadOnce
{
    /// <summary>The word that makes the program do this instead of running benchmarks.</summary>
    public const string Word = "load-once";

    private const string Reading = "read";
    private const string Small = """{"model_type":"gpt2","vocab_size":64,"n_positions":16,"n_embd":16,"n_layer":2,"n_head":2}""";

    /// <summary>Loads the folder.</summary>
    public static Outcome Load(string folder, ScalarType dtype) => InProcess(dtype.ToString(), folder);

    /// <summary>Reads the folder's weights as a program reads files that it wants to have: into fresh memory of their size.</summary>
    public static Outcome Read(string folder) => InProcess(Reading, folder);

    /// <summary>What the process does: loads in a dtype, or reads.</summary>
    public static int Run(string dtype, string folder)
    {
        set_num_threads(1);
        Action<string> act = dtype == Reading ? ReadFiles : path => GC.KeepAlive(LanguageModels.Load(path, dtype: Enum.Parse<ScalarType>(dtype)));
        var first = Directory.CreateTempSubdirectory("workbench-benchmark").FullName;
        using (var small = LanguageModels.Initialise(ModelConfig.Parse(Small), seed: 1))
        {
            LanguageModels.Save(small, first, maxShardBytes: 4096);
        }

        act(first); // what is compiled and looked up the first time is not what is measured
        Directory.Delete(first, recursive: true);
        var before = Memory("VmRSS:");
        var seconds = Clock.ProcessorSeconds(() => act(folder));
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{seconds:R} {Memory("VmHWM:") - before}"));
        return 0;
    }

    private static Outcome InProcess(string dtype, string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string[] host = Path.GetFileNameWithoutExtension(start.FileName) == "dotnet" ? [typeof(LoadOnce).Assembly.Location] : [];
        foreach (var argument in (string[])[.. host, Word, dtype, folder])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var words = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return new Outcome(double.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private static unsafe void ReadFiles(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*.safetensors"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var memory = (byte*)NativeMemory.Alloc((nuint)stream.Length);
            for (var position = 0L; position < stream.Length;)
            {
                position += stream.Read(new Span<byte>(memory + position, (int)Math.Min(1 << 24, stream.Length - position)));
            }
        }
    }

    // Linux keeps the peak of a process's memory; elsewhere it is not known.
    private static long Memory(string field) => !File.Exists("/proc/self/status") ? 0 : 1024 * long.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture);

    /// <summary>What it took.</summary>
    /// <param name="Seconds">Processor time.</param>
    /// <param name="PeakBytes">By how much the memory grew at its peak; 0 where the system does not tell.</param>
    internal sealed record Outcome(double Seconds, long PeakBytes);
}
