using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Scripting;

namespace Workbench.Notebooks.Execution;

/// <summary>
/// Finds the line of a cell that an exception came from. Kernels compile cells without debug information; compiled once more with it,
/// the same code has the same methods and offsets, and those of the exception's frames lead to the line.
/// </summary>
internal static class ScriptLine
{
    /// <summary>The line in the cell, from 1; null where no frame belongs to the cell.</summary>
    /// <param name="exception">What the cell threw.</param>
    /// <param name="state">The kernel's state after the cell.</param>
    /// <param name="contents">The whole cell, of which the kernel's last script is a part.</param>
    internal static int? Of(Exception exception, ScriptState state, string contents)
    {
        var compilation = state.Script.GetCompilation();
        var frame = Frames(exception).FirstOrDefault(frame =>
            frame.GetMethod()?.Module.Assembly.GetName().Name == compilation.AssemblyName && frame.GetILOffset() != StackFrame.OFFSET_UNKNOWN);
        if (frame is null || Line(compilation, frame) is not { } line)
        {
            return null;
        }

        var start = contents.IndexOf(state.Script.Code, StringComparison.Ordinal);
        return line + (start < 0 ? 0 : contents.AsSpan(0, start).Count('\n'));
    }

    private static IEnumerable<StackFrame> Frames(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException!)
        {
            foreach (var frame in new StackTrace(current, false).GetFrames())
            {
                yield return frame;
            }
        }
    }

    private static int? Line(Compilation compilation, StackFrame frame)
    {
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        if (!compilation.Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb)).Success)
        {
            return null;
        }

        symbols.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(symbols);
        var reader = provider.GetMetadataReader();
        var method = MetadataTokens.MethodDefinitionHandle(frame.GetMethod()!.MetadataToken & 0xFFFFFF);
        var points = reader.GetMethodDebugInformation(method.ToDebugInformationHandle()).GetSequencePoints()
            .Where(point => !point.IsHidden && point.Offset <= frame.GetILOffset()).ToArray();
        return points.Length == 0 ? null : points[^1].StartLine;
    }
}
