using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Workbench.Checkpoints;

/// <summary>
/// A file read through a memory map, a window at a time: the pages are the system's own cache, and no more of them than one window counts
/// as this process's memory.
/// </summary>
internal sealed class MappedFile : IDisposable
{
    private readonly SafeFileHandle handle;
    private readonly MemoryMappedFile? map;
    private readonly long length;

    /// <summary>Opens a file; an empty one can be opened too.</summary>
    public MappedFile(string path)
    {
        handle = File.OpenHandle(path);
        try
        {
            length = RandomAccess.GetLength(handle);
            map = length == 0 ? null : MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Copies the bytes from a position on.</summary>
    /// <exception cref="EndOfStreamException">The file ends before, or became shorter since it was opened.</exception>
    public unsafe void CopyTo(long position, Span<byte> target)
    {
        if (target.IsEmpty)
        {
            return;
        }

        if (position > length - target.Length || RandomAccess.GetLength(handle) < length) // a page beyond the end would end the process
        {
            throw new EndOfStreamException("the file became shorter while it was read");
        }

        using var window = map!.CreateViewAccessor(position, target.Length, MemoryMappedFileAccess.Read);
        byte* start = null;
        window.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            new ReadOnlySpan<byte>(start + window.PointerOffset, target.Length).CopyTo(target);
        }
        finally
        {
            window.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    public void Dispose()
    {
        map?.Dispose();
        handle.Dispose();
    }
}
