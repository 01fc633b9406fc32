using Workbench.Text;

namespace Workbench.Benchmarks.Ppo;

/// <summary>A tokenizer whose words are its ids.</summary>
internal sealed class WordIds(int vocabulary) : ITextTokenizer
{
    public int VocabularySize => vocabulary;

    public int EndId => vocabulary - 1;

    public int PadId => vocabulary - 1;

    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens = true) => [.. text.Split(' ').Select(int.Parse)];

    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true) => string.Join(' ', ids);

    public int? IdOf(string token) => int.TryParse(token, out var id) ? id : null;
}
