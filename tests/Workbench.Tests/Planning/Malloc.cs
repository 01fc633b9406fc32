using System.Runtime.InteropServices;

namespace Workbench.Tests.Planning;

/// <summary>How many bytes the program holds that it asked malloc for, where the C library tells (glibc 2.33 and later): tensors among them.</summary>
internal static partial class Malloc
{
    /// <summary>Skips the test where nobody tells.</summary>
    public static void Require()
    {
        try
        {
            _ = InUse;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            Skip.If(true, "This C library does not tell how much of its memory is in use.");
        }
    }

    /// <summary>Bytes in use now.</summary>
    public static long InUse
    {
        get
        {
            var facts = mallinfo2();
            return (long)(facts.UsedInHeaps + facts.UsedInMaps);
        }
    }

    [LibraryImport("libc.so.6")]
    private static partial Facts mallinfo2();

    // struct mallinfo2 of malloc.h: arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost.
    [StructLayout(LayoutKind.Sequential)]
    private struct Facts
    {
        public nuint Heaps;
        public nuint FreeChunks;
        public nuint FreeFastChunks;
        public nuint Maps;
        public nuint UsedInMaps;
        public nuint Unused;
        public nuint FreeInFastChunks;
        public nuint UsedInHeaps;
        public nuint FreeInHeaps;
        public nuint Trimmable;
    }
}
