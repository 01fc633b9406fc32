using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Machine;

/// <summary>What this process runs on: written beside every run, and printed by <c>workbench doctor</c>.</summary>
/// <param name="Workbench">The workbench's version.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="OperatingSystem">Name and version of the operating system, and its architecture.</param>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="Threads">Threads that libtorch uses inside one operator.</param>
/// <param name="Packages">The packages that the workbench is built on.</param>
/// <param name="Libtorch">The file of libtorch that is in use; null where it is not found among the loaded ones.</param>
/// <param name="Blas">The matrix library.</param>
/// <param name="CudaDevices">Number of CUDA devices that libtorch sees.</param>
/// <param name="MemoryBytes">Memory that this process may use.</param>
public sealed record MachineFacts(
    string Workbench, string Runtime, string OperatingSystem, int Cores, int Threads,
    IReadOnlyList<PackageInUse> Packages, string? Libtorch, BlasLibrary Blas, int CudaDevices, long MemoryBytes)
{
    private static readonly string[] PackageNames =
    [
        "TorchSharp", "Microsoft.ML.Tokenizers", "Microsoft.Data.Analysis", "Plotly.NET", "Plotly.NET.CSharp",
        "Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.CSharp", "Microsoft.DotNet.Interactive.Documents",
    ];

    /// <summary>Looks at this process and its machine.</summary>
    public static MachineFacts Collect()
    {
        using (zeros(1))
        {
            // The first tensor loads libtorch and with it the matrix library.
        }

        return new MachineFacts(
            PackageInUse.Of(typeof(MachineFacts).Assembly).Version,
            RuntimeInformation.FrameworkDescription,
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
            System.Environment.ProcessorCount,
            get_num_threads(),
            [.. PackageNames.Select(PackageInUse.Find).OfType<PackageInUse>()],
            LoadedLibraries.Files().FirstOrDefault(file => Path.GetFileName(file).Contains("torch_cpu", StringComparison.Ordinal)),
            BlasLibrary.Find(),
            cuda.is_available() ? cuda.device_count() : 0,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }

    /// <summary>Speed of a float32 matrix product of 512 x 512, in 10^9 floating-point operations a second, best of a few.</summary>
    public static double MeasureGigaflops()
    {
        const int size = 512, repeats = 20;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (a, b) = (ones(size, size), ones(size, size));
        var best = double.MaxValue;
        for (var i = 0; i < repeats; i++)
        {
            var start = Stopwatch.GetTimestamp();
            a.mm(b).Dispose();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 2.0 * size * size * size / best / 1e9;
    }
}
