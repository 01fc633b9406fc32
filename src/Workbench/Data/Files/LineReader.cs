namespace Workbench.Data.Files;

/// <summary>Cuts a file into lines of bytes without reading more than one line into memory.</summary>
internal static class LineReader
{
    /// <summary>The lines with their numbers from 1; a line ends with a line feed, a carriage return before it is dropped.</summary>
    /// <exception cref="WorkbenchException">The file is missing or unreadable, or a line is longer than the limit.</exception>
    internal static IEnumerable<(int Number, byte[] Bytes)> Lines(string path, int maximumBytes)
    {
        using var stream = DataStream.Open(path);
        var buffer = new byte[1 << 16];
        using var line = new MemoryStream();
        var number = 1;
        while (Fill(path, stream, buffer) is var read and > 0)
        {
            var start = 0;
            while (start < read)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', start, read - start);
                var stop = end < 0 ? read : end;
                line.Write(buffer, start, stop - start);
                if (line.Length > maximumBytes)
                {
                    throw new WorkbenchException($"{path}, line {number}: longer than {maximumBytes} bytes, expected one JSON object a line.");
                }

                if (end >= 0)
                {
                    yield return (number++, Take(line));
                }

                start = stop + 1;
            }
        }

        if (line.Length > 0)
        {
            yield return (number, Take(line));
        }
    }

    private static int Fill(string path, Stream stream, byte[] buffer)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (Exception fault) when (DataStream.IsFault(fault))
        {
            throw DataStream.Unreadable(path, fault);
        }
    }

    private static byte[] Take(MemoryStream line)
    {
        var bytes = line.ToArray();
        line.SetLength(0);
        return bytes is [.. var head, (byte)'\r'] ? head : bytes;
    }
}
