namespace Workbench.Data.SupportConversations;

/// <summary>The word that names a topic, with what a sentence needs to agree with it.</summary>
/// <param name="Text">The word, such as "exam" or "parents".</param>
/// <param name="Number">Singular, plural or a mass noun.</param>
/// <param name="Determiner">Which determiners read well: "the funeral" and never "your funeral", "your dog" and never "a dog".</param>
public sealed record Noun(string Text, GrammaticalNumber Number = GrammaticalNumber.Singular, Determiner Determiner = Determiner.Any)
{
    /// <summary>"your exam"; "the funeral" where the possessive reads badly.</summary>
    public string Your => Determiner == Determiner.Definite ? $"the {Text}" : $"your {Text}";

    /// <summary>"an exam", "a job", "grades", "rent"; null where a sentence about any such thing would not read well.</summary>
    public string? An => Determiner != Determiner.Any ? null : Number == GrammaticalNumber.Singular ? $"{Article} {Text}" : Text;

    /// <summary>The verb form that agrees: the first after "your exam" or "your rent", the second after "your grades".</summary>
    public string Agree(string singular, string plural) => Number == GrammaticalNumber.Plural ? plural : singular;

    private string Article => "aeiou".Contains(Text[0], StringComparison.Ordinal) ? "an" : "a";
}

/// <summary>What a noun's verbs and articles agree with.</summary>
public enum GrammaticalNumber
{
    /// <summary>"an exam is"</summary>
    Singular,

    /// <summary>"grades are"</summary>
    Plural,

    /// <summary>"rent is", without an article</summary>
    Mass,
}

/// <summary>The determiners that read well before a noun in a reply.</summary>
public enum Determiner
{
    /// <summary>"your exam" and "an exam"</summary>
    Any,

    /// <summary>"your dog" only</summary>
    Possessive,

    /// <summary>"the funeral" only</summary>
    Definite,
}
