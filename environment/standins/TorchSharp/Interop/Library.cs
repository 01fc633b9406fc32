using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Interop;

/// <summary>
/// Finds and loads the shim: beside this assembly, beside the program, in runtimes/linux-x64/native under either, where
/// the host looks, or in the native package next to this one in a NuGet folder.
/// </summary>
internal static class Library
{
    internal const string Name = "torchsharp-shim";
    private const string FileName = "libtorchsharp-shim.so";
    private static readonly Lazy<nint> handle = new(Load);

#pragma warning disable CA2255 // The import resolver must be in place before the first call.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Initialize() =>
        NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, (name, _, _) => name == Name ? handle.Value : 0);

    private static nint Load()
    {
        var found = Candidates().FirstOrDefault(File.Exists);
        ChooseBlasKernels(found);
        if (found is not null) return NativeLibrary.Load(found);
        if (NativeLibrary.TryLoad(FileName, typeof(Library).Assembly, null, out var library)) return library;
        throw new DllNotFoundException(
            $"{FileName} was not found. It comes with TorchSharp-cpu or TorchSharp-cuda-linux; looked at:\n  " + string.Join("\n  ", Candidates()));
    }

    private static IEnumerable<string> Candidates()
    {
        const string native = "runtimes/linux-x64/native";
        var assembly = typeof(Library).Assembly.Location;
        var beside = assembly.Length > 0 ? Path.GetDirectoryName(assembly) : null;
        foreach (var folder in new[] { beside, AppContext.BaseDirectory })
        {
            if (string.IsNullOrEmpty(folder)) continue;
            yield return Path.Combine(folder, FileName);
            yield return Path.Combine(folder, native, FileName);
        }
        foreach (var folder in ((string?)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            yield return Path.Combine(folder, FileName);
        if (beside is null) yield break;
        // In a NuGet folder this assembly is <packages>/torchsharp/<version>/lib/<framework>/TorchSharp.dll.
        foreach (var package in new[] { "torchsharp-cuda-linux", "torchsharp-cpu" })
            yield return Path.GetFullPath(Path.Combine(beside, "../../../..", package, Path.GetFileName(Path.GetFullPath(Path.Combine(beside, "../.."))), native, FileName));
    }

    // OpenBLAS reads its core type once, when libtorch brings it in; what the user has set stands.
    private static void ChooseBlasKernels(string? shim)
    {
        if (!Avx512F.IsSupported || !Avx512F.VL.IsSupported || !Avx512BW.IsSupported || !Avx512DQ.IsSupported) return;
        if (Environment.GetEnvironmentVariable("OPENBLAS_CORETYPE") is not null || shim is null) return;
        var choice = Path.Combine(Path.GetDirectoryName(shim)!, "blas-kernels");
        if (!File.Exists(choice)) return;
        var kernels = File.ReadAllText(choice).Trim();
        if (kernels is not ("" or "default")) SetEnvironment("OPENBLAS_CORETYPE", kernels);
    }

    // Environment.SetEnvironmentVariable does not reach native code, which reads libc's environment.
    private static unsafe void SetEnvironment(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        nint n = Marshal.StringToCoTaskMemUTF8(name), v = Marshal.StringToCoTaskMemUTF8(value);
        setenv((byte*)n, (byte*)v, 1);
        Marshal.FreeCoTaskMem(n);
        Marshal.FreeCoTaskMem(v);
    }

    [DllImport("libc")] private static extern unsafe int setenv(byte* name, byte* value, int overwrite);
}
