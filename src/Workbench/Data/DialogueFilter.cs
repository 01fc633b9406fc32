namespace Workbench.Data;

/// <summary>Keeps dialogues of a usable length, as the DeepLearning.AI Lab 3 does: more than 200 and at most 1,000 characters.</summary>
/// <param name="MoreThan">Dialogues of this many characters or fewer are dropped.</param>
/// <param name="AtMost">Dialogues of more characters are dropped.</param>
public sealed record DialogueFilter(int MoreThan = 200, int AtMost = 1000)
{
    /// <summary>Whether a dialogue is kept. Characters are Unicode code points, as Python counts them.</summary>
    public bool Keeps(Dialogue dialogue) => KeepsText(dialogue.Text);

    /// <summary>Whether a text is kept.</summary>
    public bool KeepsText(string text)
    {
        var characters = text.EnumerateRunes().Count();
        return characters > MoreThan && characters <= AtMost;
    }

    /// <summary>The dialogues that are kept, in order.</summary>
    public IReadOnlyList<Dialogue> Apply(IEnumerable<Dialogue> dialogues) => [.. dialogues.Where(Keeps)];
}
