using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Interop;

/// <summary>Lays arguments out for the shim: lists go to a little room on the stack, long ones to native memory.</summary>
internal unsafe ref struct Frame
{
    internal const int Room = 24;

    private readonly RawArg* args;
    private long* room;
    private int left;
    private int count;
    private List<nint>? spilled;

    internal Frame(RawArg* args, long* room)
    {
        this.args = args;
        this.room = room;
        left = Room;
    }

    internal readonly int Count => count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(in Arg a)
    {
        var raw = args + count++;
        raw->Tag = a.Tag;
        raw->Count = a.Count;
        raw->Bits = a.Bits;
        if (a.Tag is >= Tag.Ints and <= Tag.OptionalTensors) AddItems(raw, a.Items);
        else if (a.Tag >= Tag.String) AddObject(raw, a.Owner!);
    }

    private void AddItems(RawArg* raw, ReadOnlySpan<long> items)
    {
        var at = Take(items.Length);
        items.CopyTo(new Span<long>(at, items.Length));
        raw->Bits = (long)at;
    }

    private void AddObject(RawArg* raw, object owner)
    {
        if (raw->Tag == Tag.String)
        {
            var bytes = Encoding.UTF8.GetBytes((string)owner);
            var at = Take(bytes.Length / 8 + 1);
            bytes.CopyTo(new Span<byte>(at, bytes.Length));
            raw->Bits = (long)at;
            raw->Count = bytes.Length;
        }
        else if (raw->Tag == Tag.Complex)
        {
            var at = Take(2);
            *(System.Numerics.Complex*)at = (System.Numerics.Complex)owner;
            raw->Bits = (long)at;
        }
    }

    private long* Take(int length)
    {
        if (length > left)
        {
            var block = (nint)NativeMemory.Alloc((nuint)length, sizeof(long));
            (spilled ??= []).Add(block);
            return (long*)block;
        }
        var at = room;
        room += length;
        left -= length;
        return at;
    }

    internal readonly void Free()
    {
        if (spilled is null) return;
        foreach (var block in spilled) NativeMemory.Free((void*)block);
    }
}
