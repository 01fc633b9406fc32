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

    /// <summary>A stretch of the file, to be read front to back.</summary>
    /// <param name="position">Where it begins.</param>
    /// <param name="bytes">How long it is.</param>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public Stretch Open(long position, long bytes) =>
        position <= length - bytes ? new Stretch(this, position, position + bytes) : throw CutOff();

    public void Dispose()
    {
        map?.Dispose();
        handle.Dispose();
    }

    private static EndOfStreamException CutOff() => new("the file became shorter while it was read");

    /// <summary>Bytes of the file that follow one another.</summary>
    internal sealed class Stretch(MappedFile file, long position, long end) : IDisposable
    {
        private const long WindowBytes = 16 << 20;

        private MemoryMappedViewAccessor? window;
        private unsafe byte* next;
        private long shown;

        /// <summary>Copies the next bytes.</summary>
        /// <exception cref="EndOfStreamException">The file became shorter since it was opened.</exception>
        public unsafe void CopyTo(Span<byte> target)
        {
            while (!target.IsEmpty)
            {
                if (shown == 0)
                {
                    Show();
                }

                if (RandomAccess.GetLength(file.handle) < file.length) // a page beyond the end would end the process
                {
                    throw CutOff();
                }

                var count = (int)Math.Min(shown, target.Length);
                new ReadOnlySpan<byte>(next, count).CopyTo(target);
                target = target[count..];
                next += count;
                shown -= count;
            }
        }

        public void Dispose()
        {
            window?.SafeMemoryMappedViewHandle.ReleasePointer();
            window?.Dispose();
            window = null;
        }

        private unsafe void Show()
        {
            Dispose();
            shown = Math.Min(WindowBytes, end - position);
            window = file.map!.CreateViewAccessor(position, shown, MemoryMappedFileAccess.Read);
            byte* start = null;
            window.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            next = start + window.PointerOffset;
            position += shown;
        }
    }
}
