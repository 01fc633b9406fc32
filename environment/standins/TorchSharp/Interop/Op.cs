using System.Runtime.CompilerServices;
using System.Text;

namespace TorchSharp.Interop;

/// <summary>
/// An ATen operator by name, "add.Tensor" for aten::add's overload Tensor; looked up in libtorch at its first call.
/// Missing trailing arguments, and <c>default</c> ones, take the schema's defaults.
/// </summary>
internal sealed unsafe class Op(string name)
{
    private nint handle;

    private nint Handle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => handle != 0 ? handle : Find();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private nint Find()
    {
        var dot = name.IndexOf('.');
        var overload = dot < 0 ? "" : name[(dot + 1)..];
        fixed (byte* n = Encoding.UTF8.GetBytes("aten::" + (dot < 0 ? name : name[..dot]) + "\0"), o = Encoding.UTF8.GetBytes(overload + "\0"))
            handle = Shim.ts_op(n, o);
        return handle != 0 ? handle : throw Shim.Failed();
    }

    /// <summary>Whether this libtorch has the operator.</summary>
    internal bool Exists
    {
        get
        {
            try { return Handle != 0; }
            catch (System.Runtime.InteropServices.ExternalException) { return false; }
        }
    }

    internal torch.Tensor Call(Arg a)
    {
        var raw = stackalloc RawArg[1];
        var room = stackalloc long[Frame.Room];
        var f = new Frame(raw, room);
        f.Add(a);
        return Finish(ref f, raw, a.Owner, null, null, null);
    }

    internal torch.Tensor Call(Arg a, Arg b)
    {
        var raw = stackalloc RawArg[2];
        var room = stackalloc long[Frame.Room];
        var f = new Frame(raw, room);
        f.Add(a);
        f.Add(b);
        return Finish(ref f, raw, a.Owner, b.Owner, null, null);
    }

    internal torch.Tensor Call(Arg a, Arg b, Arg c)
    {
        var raw = stackalloc RawArg[3];
        var room = stackalloc long[Frame.Room];
        var f = new Frame(raw, room);
        f.Add(a);
        f.Add(b);
        f.Add(c);
        return Finish(ref f, raw, a.Owner, b.Owner, c.Owner, null);
    }

    internal torch.Tensor Call(Arg a, Arg b, Arg c, Arg d)
    {
        var raw = stackalloc RawArg[4];
        var room = stackalloc long[Frame.Room];
        var f = new Frame(raw, room);
        f.Add(a);
        f.Add(b);
        f.Add(c);
        f.Add(d);
        return Finish(ref f, raw, a.Owner, b.Owner, c.Owner, d.Owner);
    }

    internal torch.Tensor Call(Arg a, Arg b, Arg c, Arg d, Arg e, Arg g = default, Arg h = default, Arg i = default)
    {
        var raw = stackalloc RawArg[8];
        var room = stackalloc long[Frame.Room];
        var f = new Frame(raw, room);
        f.Add(a);
        f.Add(b);
        f.Add(c);
        f.Add(d);
        f.Add(e);
        if (g.Tag != Tag.Default || h.Tag != Tag.Default || i.Tag != Tag.Default) f.Add(g);
        if (h.Tag != Tag.Default || i.Tag != Tag.Default) f.Add(h);
        if (i.Tag != Tag.Default) f.Add(i);
        var result = Finish(ref f, raw, a.Owner, b.Owner, c.Owner, d.Owner);
        GC.KeepAlive(e.Owner);
        GC.KeepAlive(g.Owner);
        GC.KeepAlive(h.Owner);
        GC.KeepAlive(i.Owner);
        return result;
    }

    private torch.Tensor Finish(ref Frame f, RawArg* raw, object? a, object? b, object? c, object? d)
    {
        var result = Shim.ts_call1(Handle, raw, f.Count);
        f.Free();
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
        GC.KeepAlive(d);
        return result != 0 ? new torch.Tensor(result) : throw Shim.Failed();
    }

    /// <summary>Calls an operator that writes into its first argument, and returns that very tensor.</summary>
    internal torch.Tensor CallInPlace(torch.Tensor self, Arg b = default, Arg c = default, Arg d = default, Arg e = default)
    {
        var raw = stackalloc RawArg[5];
        var room = stackalloc long[Frame.Room];
        var f = new Frame(raw, room);
        f.Add(self);
        if (b.Tag != Tag.Default || c.Tag != Tag.Default || d.Tag != Tag.Default || e.Tag != Tag.Default) f.Add(b);
        if (c.Tag != Tag.Default || d.Tag != Tag.Default || e.Tag != Tag.Default) f.Add(c);
        if (d.Tag != Tag.Default || e.Tag != Tag.Default) f.Add(d);
        if (e.Tag != Tag.Default) f.Add(e);
        var status = Shim.ts_call0(Handle, raw, f.Count);
        f.Free();
        GC.KeepAlive(self);
        GC.KeepAlive(b.Owner);
        GC.KeepAlive(c.Owner);
        GC.KeepAlive(d.Owner);
        GC.KeepAlive(e.Owner);
        return status >= 0 ? self : throw Shim.Failed();
    }

    /// <summary>Calls an operator with several results, or a result that is no tensor; the caller frees them.</summary>
    private RawArg* CallMany(out int count, Arg a, Arg b, Arg c, Arg d, Arg e, Arg g)
    {
        var raw = stackalloc RawArg[6];
        var room = stackalloc long[Frame.Room];
        var f = new Frame(raw, room);
        f.Add(a);
        f.Add(b);
        f.Add(c);
        f.Add(d);
        f.Add(e);
        f.Add(g);
        RawArg* outs;
        var n = f.Count;
        while (n > 1 && raw[n - 1].Tag == Tag.Default) n--;
        count = Shim.ts_call(Handle, raw, n, &outs);
        f.Free();
        GC.KeepAlive(a.Owner);
        GC.KeepAlive(b.Owner);
        GC.KeepAlive(c.Owner);
        GC.KeepAlive(d.Owner);
        GC.KeepAlive(e.Owner);
        GC.KeepAlive(g.Owner);
        return count >= 0 ? outs : throw Shim.Failed();
    }

    internal torch.Tensor[] CallList(Arg a, Arg b = default, Arg c = default, Arg d = default, Arg e = default, Arg g = default)
    {
        var outs = CallMany(out var n, a, b, c, d, e, g);
        var result = new torch.Tensor[n];
        for (var i = 0; i < n; i++) result[i] = outs[i].Bits == 0 ? null! : new torch.Tensor((nint)outs[i].Bits);
        Shim.ts_free(outs);
        return result;
    }

    internal (torch.Tensor, torch.Tensor) CallPair(Arg a, Arg b = default, Arg c = default, Arg d = default, Arg e = default, Arg g = default)
    {
        var outs = CallMany(out _, a, b, c, d, e, g);
        var first = new torch.Tensor((nint)outs[0].Bits);
        var second = new torch.Tensor((nint)outs[1].Bits);
        Shim.ts_free(outs);
        return (first, second);
    }

    /// <summary>Calls an operator whose result is a number or a truth value.</summary>
    internal RawArg CallValue(Arg a, Arg b = default, Arg c = default, Arg d = default, Arg e = default, Arg g = default)
    {
        var outs = CallMany(out _, a, b, c, d, e, g);
        var result = outs[0];
        Shim.ts_free(outs);
        return result;
    }
}
