using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers.Tests;

public sealed class PreTokenizerTests
{
    [Fact]
    public void Words_and_runs_of_signs_are_kept_and_white_space_dropped() =>
        Assert.Equal([(0, 2), (2, 2), (5, 1)], PreTokenizer.CreateWordOrNonWord().PreTokenize("ab!! c"));

    [Fact]
    public void Special_tokens_come_first_and_the_expression_works_between_them()
    {
        var tokenizer = new RegexPreTokenizer(new Regex(@"\w+|\W+"), new Dictionary<string, int> { ["<x>"] = 1, ["a+b"] = 2 });
        Assert.Equal([(0, 1), (1, 3), (4, 3), (7, 1)], tokenizer.PreTokenize("q<x>a+b!"));
        Assert.Equal(tokenizer.PreTokenize("q<x>a+b!"), tokenizer.PreTokenize("q<x>a+b!".AsSpan()));
    }

    [Fact]
    public void Look_behind_sees_nothing_before_the_last_match() =>
        Assert.Equal([(0, 1), (1, 1)], new RegexPreTokenizer(new Regex("(?<!a)b|a"), null).PreTokenize("ab"));

    [Fact]
    public void An_empty_text_has_no_parts() => Assert.Empty(new RegexPreTokenizer(new Regex("a"), null).PreTokenize(""));
}
