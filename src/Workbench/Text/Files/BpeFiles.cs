using System.Text.Json;

namespace Workbench.Text.Files;

/// <summary>Reads what a byte pair encoding is made of, from vocab.json and merges.txt or from the "model" of tokenizer.json, and checks it.</summary>
internal static class BpeFiles
{
    /// <summary>Token to id. Tokens and ids must differ from each other.</summary>
    internal static Dictionary<string, int> Vocabulary(JsonPlace place)
    {
        var members = place.Members();
        Dictionary<string, int> vocabulary = [];
        Dictionary<int, string> tokens = [];
        foreach (var (token, value) in members)
        {
            var id = value.AsId();
            if (!vocabulary.TryAdd(token, id))
            {
                throw value.Fault("stands there twice");
            }

            if (!tokens.TryAdd(id, token))
            {
                throw value.Fault($"has the id {id}, which \"{tokens[id]}\" has already");
            }
        }

        return vocabulary.Count > 0 ? vocabulary : throw place.Fault("holds no tokens");
    }

    /// <summary>The merges of a merges.txt: lines "left right", best first; a "#version" line and empty lines do not count.</summary>
    internal static List<(string Left, string Right)> Merges(string file, byte[] bytes, Dictionary<string, int> vocabulary)
    {
        List<(string, string, Func<string>)> merges = [];
        var number = 0;
        foreach (var line in TextFile.Lines(file, bytes))
        {
            var here = ++number;
            if (line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal))
            {
                merges.Add(Parts(line, () => $"{file}: line {here}"));
            }
        }

        return Checked(merges, vocabulary, "");
    }

    /// <summary>The merges of a tokenizer.json: "left right", or ["left", "right"].</summary>
    internal static List<(string Left, string Right)> Merges(JsonPlace place, Dictionary<string, int> vocabulary, string? prefix)
    {
        List<(string, string, Func<string>)> merges = [];
        foreach (var item in place.Items())
        {
            var where = () => $"{item.File}: {item.Key}";
            if (item.Value.ValueKind == JsonValueKind.Array && item.Value.GetArrayLength() == 2)
            {
                merges.Add((item.Items().First().AsString(), item.Items().Last().AsString(), where));
            }
            else
            {
                merges.Add(item.Value.ValueKind == JsonValueKind.String
                    ? Parts(item.AsString(), where)
                    : throw item.Unexpected("\"left right\" or [\"left\", \"right\"]"));
            }
        }

        return Checked(merges, vocabulary, prefix ?? "");
    }

    private static (string Left, string Right, Func<string> Where) Parts(string line, Func<string> where)
    {
        var space = line.IndexOf(' ');
        return space > 0 && space < line.Length - 1 && line.IndexOf(' ', space + 1) < 0
            ? (line[..space], line[(space + 1)..], where)
            : throw new WorkbenchException($"{where()}: expected two tokens with one space between them, found \"{Shortened(line)}\"");
    }

    // A pair that stands there twice has the rank of its last line, as in Hugging Face's tokenizers.
    private static List<(string Left, string Right)> Checked(
        List<(string Left, string Right, Func<string> Where)> merges, Dictionary<string, int> vocabulary, string prefix)
    {
        Dictionary<(string, string), int> last = [];
        for (var i = 0; i < merges.Count; i++)
        {
            var (left, right, where) = merges[i];
            Require(left);
            Require(right);
            if (left.Contains(' ') || right.Contains(' '))
            {
                throw new WorkbenchException($"{where()}: tokens with spaces in them are not supported, found \"{Shortened(left)}\" and \"{Shortened(right)}\"");
            }

            if (!right.StartsWith(prefix, StringComparison.Ordinal) || right.Length == prefix.Length)
            {
                throw new WorkbenchException($"{where()}: expected \"{Shortened(right)}\" to begin with \"{prefix}\" and to go on after it");
            }

            Require(left + right[prefix.Length..]);
            last[(left, right)] = i;

            void Require(string token)
            {
                if (!vocabulary.ContainsKey(token))
                {
                    throw new WorkbenchException($"{where()}: needs the token \"{Shortened(token)}\", which the vocabulary lacks");
                }
            }
        }

        return [.. merges.Where((merge, i) => last[(merge.Left, merge.Right)] == i).Select(merge => (merge.Left, merge.Right))];
    }

    private static string Shortened(string text) => text.Length <= 60 ? text : $"{text[..57]}...";
}
