using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Workbench.Checkpoints;

/// <summary>
/// Reads the part of Python's pickle format (protocols 2 to 5) that PyTorch's state dicts are made of. It is a table of data instructions:
/// nothing is imported and nothing is called, and a name outside <see cref="StateDictGlobals"/> ends the reading. Lengths are checked
/// against what is left of the input before memory is taken.
/// </summary>
/// <remarks>Opcodes: CPython, Lib/pickletools.py.</remarks>
internal sealed class PickleReader(Stream stream, long limit)
{
    private static readonly object Mark = new();

    private readonly List<object?> stack = [];
    private readonly Dictionary<uint, object?> memo = [];
    private readonly byte[] word = new byte[8];
    private long left = limit;

    /// <summary>Reads one pickle, up to and including its STOP.</summary>
    /// <exception cref="PickleFault">The pickle is not sound, or holds something that a state dict does not need.</exception>
    public object? Read()
    {
        while (true)
        {
            var opcode = Byte();
            switch (opcode)
            {
                case 0x80: // PROTO
                    var protocol = Byte();
                    Require(protocol is >= 2 and <= 5, $"its pickle protocol is {protocol}, expected 2 to 5");
                    break;
                case 0x95: // FRAME
                    Require(UInt64() <= (ulong)left, "a frame is longer than the file");
                    break;
                case (byte)'.': // STOP
                    var result = Pop();
                    Require(stack.Count == 0, "objects are left over at its end");
                    return result;
                case (byte)'(': Push(Mark); break;
                case (byte)'0': Pop(); break;
                case (byte)'1': PopToMark(); break;
                case (byte)'2': Push(Peek()); break;
                case (byte)'N': Push(null); break;
                case 0x88: Push(true); break;
                case 0x89: Push(false); break;
                case (byte)'K': Push((long)Byte()); break;
                case (byte)'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2))); break;
                case (byte)'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4))); break;
                case 0x8a: Push(Number(Byte())); break; // LONG1
                case 0x8b: Push(Number(UInt32())); break; // LONG4
                case (byte)'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Bytes(8))); break;
                case (byte)'X': Push(Text(UInt32())); break; // BINUNICODE
                case 0x8c: Push(Text(Byte())); break; // SHORT_BINUNICODE
                case 0x8d: Push(Text(UInt64())); break; // BINUNICODE8
                case (byte)'C': Push(Blob(Byte())); break; // SHORT_BINBYTES
                case (byte)'B': Push(Blob(UInt32())); break; // BINBYTES
                case 0x8e: Push(Blob(UInt64())); break; // BINBYTES8
                case 0x96: Push(Blob(UInt64())); break; // BYTEARRAY8
                case (byte)'U': Push(Text(Byte())); break; // SHORT_BINSTRING
                case (byte)'T': // BINSTRING
                    var length = BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));
                    Require(length >= 0, "a string has a negative length");
                    Push(Text((ulong)length));
                    break;
                case (byte)')': Push(new Pickled.Sequence(Array.Empty<object?>())); break;
                case (byte)']': Push(new Pickled.Sequence(new List<object?>())); break;
                case (byte)'t': Push(new Pickled.Sequence(PopToMark())); break;
                case (byte)'l': Push(new Pickled.Sequence(new List<object?>(PopToMark()))); break;
                case 0x85: Push(new Pickled.Sequence(PopSome(1))); break;
                case 0x86: Push(new Pickled.Sequence(PopSome(2))); break;
                case 0x87: Push(new Pickled.Sequence(PopSome(3))); break;
                case (byte)'}': Push(new Pickled.Dict([])); break;
                case (byte)'d': // DICT
                    var pairs = PopToMark();
                    var dict = new Pickled.Dict([]);
                    Add(dict, pairs);
                    Push(dict);
                    break;
                case (byte)'a': // APPEND
                    var last = Pop();
                    PeekList().Add(last);
                    break;
                case (byte)'e': // APPENDS
                    var more = PopToMark();
                    PeekList().AddRange(more);
                    break;
                case (byte)'s': // SETITEM
                    var pair = PopSome(2);
                    Add(PeekAs<Pickled.Dict>(), pair);
                    break;
                case (byte)'u': // SETITEMS
                    var items = PopToMark();
                    Add(PeekAs<Pickled.Dict>(), items);
                    break;
                case (byte)'q': memo[Byte()] = Peek(); break;
                case (byte)'r': memo[UInt32()] = Peek(); break;
                case 0x94: memo[(uint)memo.Count] = Peek(); break; // MEMOIZE
                case (byte)'h': Push(Remembered(Byte())); break;
                case (byte)'j': Push(Remembered(UInt32())); break;
                case (byte)'c': Push(StateDictGlobals.Named(Line(), Line())); break; // GLOBAL
                case 0x93: // STACK_GLOBAL
                    var names = PopSome(2);
                    Require(names is [string, string], "a name is no text");
                    Push(StateDictGlobals.Named((string)names[0]!, (string)names[1]!));
                    break;
                case (byte)'R': // REDUCE
                    var call = PopSome(2);
                    Require(call is [Pickled.Global, Pickled.Sequence], "it calls something that is no function");
                    Push(StateDictGlobals.Rebuild((Pickled.Global)call[0]!, ((Pickled.Sequence)call[1]!).Items));
                    break;
                case (byte)'b': // BUILD: OrderedDict's _metadata or the like, which is of no use here
                    Pop();
                    Require(Peek() is Pickled.Dict or Pickled.Aside, "an instruction meets an object of another kind than it works on");
                    break;
                case (byte)'Q': Push(StateDictGlobals.Storage(Pop())); break; // BINPERSID
                default:
                    throw new PickleFault($"its pickle has the instruction 0x{opcode:x2}, which a state dict does not need");
            }
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new PickleFault(otherwise);
        }
    }

    private static void Add(Pickled.Dict dict, IReadOnlyList<object?> items)
    {
        Require(items.Count % 2 == 0, "a dict has a key without a value");
        for (var i = 0; i < items.Count; i += 2)
        {
            dict.Items.Add((items[i], items[i + 1]));
        }
    }

    private void Push(object? value) => stack.Add(value);

    private object? Peek()
    {
        Require(stack.Count > 0 && stack[^1] != Mark, "its stack runs empty");
        return stack[^1];
    }

    private T PeekAs<T>() where T : Pickled =>
        Peek() as T ?? throw new PickleFault("an instruction meets an object of another kind than it works on");

    private List<object?> PeekList() =>
        (Peek() as Pickled.Sequence)?.Items as List<object?> ?? throw new PickleFault("it adds items to something that is no list");

    private object? Pop()
    {
        var top = Peek();
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private object?[] PopSome(int count)
    {
        var some = new object?[count];
        for (var i = count - 1; i >= 0; i--)
        {
            some[i] = Pop();
        }

        return some;
    }

    private object?[] PopToMark()
    {
        var mark = stack.LastIndexOf(Mark);
        Require(mark >= 0, "its stack lacks a mark");
        var items = CollectionsMarshal.AsSpan(stack)[(mark + 1)..].ToArray();
        stack.RemoveRange(mark, stack.Count - mark);
        return items;
    }

    private object? Remembered(uint index) =>
        memo.TryGetValue(index, out var value) ? value : throw new PickleFault($"it recalls object {index}, which it never stored");

    private byte Byte() => Bytes(1)[0];

    private uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    private ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    private ReadOnlySpan<byte> Bytes(int count)
    {
        Take((ulong)count);
        stream.ReadExactly(word, 0, count);
        return word.AsSpan(0, count);
    }

    private byte[] Blob(ulong count)
    {
        Take(count);
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private void Take(ulong count)
    {
        Require(count <= (ulong)left && count <= int.MaxValue, "it ends too early, or a length in it goes beyond its end");
        left -= (long)count;
    }

    private string Text(ulong count)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Blob(count));
        }
        catch (ArgumentException)
        {
            throw new PickleFault("a text in it is not UTF-8");
        }
    }

    private string Line()
    {
        var text = new StringBuilder();
        for (var next = Byte(); next != '\n'; next = Byte())
        {
            Require(text.Length < 256 && next is >= 0x20 and < 0x7f, "a name in it is not plain text");
            text.Append((char)next);
        }

        return text.ToString();
    }

    private object Number(ulong count)
    {
        var bytes = Blob(count);
        if (bytes.Length > 8)
        {
            return new Pickled.LargeNumber(bytes);
        }

        var value = bytes.Length > 0 && (bytes[^1] & 0x80) != 0 ? -1L : 0L; // two's complement
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }
}
