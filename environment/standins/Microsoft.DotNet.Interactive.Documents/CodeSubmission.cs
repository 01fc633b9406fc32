using System.Text;
using System.Text.Json;
using Microsoft.DotNet.Interactive.Documents.Json;

namespace Microsoft.DotNet.Interactive.Documents;

public static class CodeSubmission
{
    private const string Prefix = "#!";

    private static readonly UTF8Encoding Utf8 = new(false);

    public static InteractiveDocument Parse(string content, KernelInfoCollection? kernelInfos = default)
    {
        kernelInfos = kernelInfos?.Clone() ?? [];
        var defaultName = kernelInfos.DefaultKernelName ?? "csharp";
        if (!kernelInfos.Contains("markdown"))
        {
            kernelInfos.Add(new KernelInfo("markdown", "markdown", ["md"]));
        }

        var document = new InteractiveDocument();
        var lines = ReadMetadata(document, Text.Lines(content), kernelInfos);
        var name = defaultName;
        var cell = new List<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith(Prefix, StringComparison.Ordinal) && kernelInfos.TryGetByAlias(line[Prefix.Length..], out var kernel))
            {
                AddCell();
                name = kernel.Name;
            }
            else
            {
                cell.Add(line);
            }
        }

        AddCell();
        if (document.Elements.Count == 0)
        {
            document.Add(new InteractiveDocumentElement("", name));
        }

        return document;

        void AddCell()
        {
            var trimmed = WithoutBlankEnds(cell);
            if (trimmed.Count > 0)
            {
                document.Add(new InteractiveDocumentElement(string.Join("\n", trimmed), name));
            }

            cell.Clear();
        }
    }

    public static InteractiveDocument Read(Stream stream, KernelInfoCollection kernelInfos)
    {
        using var reader = new StreamReader(stream, Utf8);
        return Parse(reader.ReadToEnd(), kernelInfos);
    }

    public static string ToCodeSubmissionContent(this InteractiveDocument document, string newline = "\n")
    {
        var lines = new List<string>();
        if (document.Metadata.Count > 0)
        {
            lines.AddRange([Prefix + "meta", "", JsonSerializer.Serialize(document.Metadata, DocumentJson.Compact), ""]);
        }

        foreach (var element in document.Elements)
        {
            var contents = WithoutBlankEnds(Text.Lines(element.Contents));
            if (contents.Count > 0)
            {
                lines.AddRange([.. element.KernelName is null ? [] : new[] { Prefix + element.KernelName, "" }, .. contents, ""]);
            }
        }

        return string.Join(newline, lines);
    }

    private static IEnumerable<string> ReadMetadata(InteractiveDocument document, string[] lines, KernelInfoCollection kernelInfos)
    {
        var start = Array.FindIndex(lines, line => line.StartsWith(Prefix + "meta", StringComparison.Ordinal));
        if (start < 0)
        {
            return lines;
        }

        var end = Array.FindIndex(lines, start + 1, line => line.StartsWith(Prefix, StringComparison.Ordinal));
        end = end < 0 ? lines.Length : end;
        var json = string.Join("\n", lines[(start + 1)..end]);
        document.Metadata.AddMissing(JsonSerializer.Deserialize<IDictionary<string, object>>(json, DocumentJson.Compact));
        if (KernelMetadata.Find(document.Metadata) is { } found)
        {
            kernelInfos.AddMissing(found);
            document.Metadata["kernelInfo"] = found;
        }

        return lines[..start].Concat(lines[end..]);
    }

    private static List<string> WithoutBlankEnds(IEnumerable<string> lines)
    {
        var kept = lines.SkipWhile(line => line.Length == 0).ToList();
        while (kept.Count > 0 && kept[^1].Length == 0)
        {
            kept.RemoveAt(kept.Count - 1);
        }

        return kept;
    }
}
