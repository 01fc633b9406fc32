using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Workbench.Machine;

/// <summary>The library that multiplies matrices for libtorch: it decides the speed of everything.</summary>
/// <param name="Name">OpenBLAS, MKL, reference BLAS, or unknown.</param>
/// <param name="Kernels">The processor kind that its kernels were made for, where it says so.</param>
/// <param name="Slow">Whether this is the reference implementation, about ten times slower in training.</param>
public sealed partial record BlasLibrary(string Name, string? Kernels, bool Slow)
{
    /// <summary>Finds the library among those that this process has loaded. Call it after libtorch was used.</summary>
    public static BlasLibrary Find()
    {
        var files = LoadedLibraries.Files();
        if (files.FirstOrDefault(file => file.Contains("openblas", StringComparison.OrdinalIgnoreCase)) is { } openBlas)
        {
            return new BlasLibrary(OpenBlasName(openBlas), OpenBlasKernels(openBlas), Slow: false);
        }

        if (files.Any(file => file.Contains("libmkl", StringComparison.Ordinal)))
        {
            return new BlasLibrary("MKL", null, Slow: false);
        }

        if (files.Any(file => ReferenceBlas().IsMatch(file)))
        {
            return new BlasLibrary("reference BLAS", null, Slow: true);
        }

        // The public builds of libtorch carry MKL inside.
        return files.Any(file => file.Contains("libtorch_cpu", StringComparison.Ordinal))
            ? new BlasLibrary("inside libtorch (MKL in the public builds)", null, Slow: false)
            : new BlasLibrary("unknown", null, Slow: false);
    }

    private static string OpenBlasName(string file) =>
        OpenBlasVersion().Match(file) is { Success: true } match ? $"OpenBLAS {match.Groups[1].Value}" : "OpenBLAS";

    private static string? OpenBlasKernels(string file)
    {
        if (!NativeLibrary.TryLoad(file, out var library) || !NativeLibrary.TryGetExport(library, "openblas_get_corename", out var entry))
        {
            return null;
        }

        unsafe
        {
            return Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)entry)());
        }
    }

    [GeneratedRegex(@"r(\d+\.\d+\.\d+)\.so")]
    private static partial Regex OpenBlasVersion();

    [GeneratedRegex(@"/libblas\.so")]
    private static partial Regex ReferenceBlas();
}
