using Workbench.Data.SupportConversations;

namespace Workbench.Tests.Data.SupportConversations;

public sealed class TemplateTests
{
    private static readonly Noun Exam = new("exam");
    private static readonly Noun Grades = new("grades", GrammaticalNumber.Plural);
    private static readonly Noun Rent = new("rent", GrammaticalNumber.Mass);
    private static readonly Noun Dog = new("dog", Determiner: Determiner.Possessive);
    private static readonly Noun Funeral = new("funeral", Determiner: Determiner.Definite);

    [Fact]
    public void Alternatives_multiply_and_the_first_letter_is_a_capital() =>
        Assert.Equal(
            ["You're so brave today.", "You're so brave now.", "You're brave today.", "You're brave now."],
            new Template("you're (so |)brave (today|now).").Sentences(Exam));

    [Fact]
    public void Articles_and_verbs_agree_with_the_noun()
    {
        var template = new Template("{an} {is/are} hard, and {your} {hurts/hurt}.");
        Assert.Equal("An exam is hard, and your exam hurts.", template.Sentences(Exam).Single());
        Assert.Equal("Grades are hard, and your grades hurt.", template.Sentences(Grades).Single());
        Assert.Equal("Rent is hard, and your rent hurts.", template.Sentences(Rent).Single());
    }

    [Fact]
    public void A_noun_without_an_indefinite_form_does_not_suit_a_template_that_needs_it()
    {
        Assert.False(new Template("{an} is hard.").Suits(Dog));
        Assert.True(new Template("{your} is hard.").Suits(Dog));
        Assert.Equal("The funeral is hard.", new Template("{your} is hard.").Sentences(Funeral).Single());
        Assert.Throws<ArgumentException>(() => new Template("{an} is hard.").Sentences(Dog).ToList());
    }

    [Theory]
    [InlineData("You (are")]
    [InlineData("You {your")]
    [InlineData("You {you}.")]
    public void A_broken_pattern_is_refused(string pattern) => Assert.Throws<ArgumentException>(() => new Template(pattern));
}
