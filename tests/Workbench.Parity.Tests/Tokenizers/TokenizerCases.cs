using System.Text.Json;
using Workbench.Text;

namespace Workbench.Parity.Tests.Tokenizers;

/// <summary>One folder of golden data for tokenizers; its README says what the fields mean.</summary>
internal sealed class TokenizerCases
{
    private readonly JsonElement _root;

    internal TokenizerCases(string folder)
    {
        Folder = Fixtures.At("tokenizers", folder);
        _root = Fixtures.Json("tokenizers", folder, "cases.json");
    }

    internal static TheoryData<string> Folders => Fixtures.Folders("tokenizers", "cases.json");

    internal string Folder { get; }

    internal int VocabularySize => _root.GetProperty("vocab_size").GetInt32();

    internal IEnumerable<JsonElement> Cases => _root.GetProperty("cases").EnumerateArray();

    internal IEnumerable<JsonElement> Decodes => _root.TryGetProperty("decodes", out var decodes) ? decodes.EnumerateArray() : [];

    /// <summary>The folder's tokenizer.</summary>
    internal PipelineTokenizer Load() => TokenizerFolder.Load(Folder);

    /// <summary>The same from the older files alone, without tokenizer.json; null where the folder has none.</summary>
    internal PipelineTokenizer? LoadWithoutJson()
    {
        var files = TokenizerFiles.Read(Folder);
        string[] vocabularies = ["vocab.json", "spiece.model", "tokenizer.model", "vocab.txt"];
        return vocabularies.Any(files.Names.Contains)
            ? TokenizerFolder.Load(new TokenizerFiles(Folder, Contents(files, files.Names.Where(name => name != "tokenizer.json"))))
            : null;
    }

    internal static IEnumerable<KeyValuePair<string, byte[]>> Contents(TokenizerFiles files, IEnumerable<string> names) =>
        names.Select(name => KeyValuePair.Create(name, files.TryGet(name, out var content) ? content : throw new FileNotFoundException(name)));
}
