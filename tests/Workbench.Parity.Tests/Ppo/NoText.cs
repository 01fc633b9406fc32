using Workbench.Text;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>The tokenizer of recorded runs, whose tokens are given as ids: no text is ever read or written.</summary>
internal sealed class NoText(int endId, int padId) : ITextTokenizer
{
    public int VocabularySize => int.MaxValue;

    public int EndId => endId;

    public int PadId => padId;

    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens = true) => [];

    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true) => "";

    public int? IdOf(string token) => null;
}
