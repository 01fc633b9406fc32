using Workbench.Training;

namespace Workbench.Tests.Training;

public sealed class ReplyMaskTests
{
    private const int Human = 2;
    private const int Assistant = 3;
    private static readonly int[] Dialogue = [Human, 7, Assistant, 8, 1, Human, 9, Assistant, 8, 9, 1];

    [Fact]
    public void TheLastReplyOrAllOfThemAreLearned()
    {
        Assert.Equal([8, 9, 10], Learned(ReplyMask.LastTurn(Dialogue, [Assistant])));
        Assert.Equal([3, 4, 8, 9, 10], Learned(ReplyMask.AllTurns(Dialogue, [Assistant], [Human])));
    }

    [Fact]
    public void TwoRepliesInARowAreBothLearnedButNotWhatIntroducesThem() =>
        Assert.Equal([2, 4, 5], Learned(ReplyMask.AllTurns([Human, Assistant, 7, Assistant, 8, 9, Human, 7], [Assistant], [Human])));

    [Fact]
    public void ATextWithoutTheTemplatesTeachesNothing()
    {
        Assert.Empty(Learned(ReplyMask.LastTurn([7, 8], [Assistant])));
        Assert.Empty(Learned(ReplyMask.AllTurns([Assistant, 8], [Assistant], [Human])));
        Assert.Throws<ArgumentException>(() => ReplyMask.LastTurn([7], []));
    }

    [Fact]
    public void AMaskedTextBecomesAPromptAndAResponse()
    {
        var example = TokenExample.Masked(Dialogue, ReplyMask.AllTurns(Dialogue, [Assistant], [Human]));
        Assert.Equal([Human, 7, Assistant], example.Prompt);
        Assert.Equal(Dialogue.Skip(3), example.Response);
        Assert.Equal([true, true, false, false, false, true, true, true], example.Learned!);
        Assert.Null(TokenExample.Masked(Dialogue, ReplyMask.LastTurn(Dialogue, [Assistant])).Learned);
        Assert.Throws<WorkbenchException>(() => TokenExample.Masked([7, 8], [true, false]));
        Assert.Throws<WorkbenchException>(() => TokenExample.Masked([7, 8], [true]));
    }

    private static IEnumerable<int> Learned(bool[] mask) => Enumerable.Range(0, mask.Length).Where(i => mask[i]);
}
