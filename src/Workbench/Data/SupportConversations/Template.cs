using System.Collections.Immutable;
using System.Text;

namespace Workbench.Data.SupportConversations;

/// <summary>
/// A sentence with alternatives and slots: "You're (so |)brave." stands for two sentences;
/// <c>{your}</c> becomes "your exam", <c>{an}</c> "an exam", <c>{is/are}</c> the form that agrees with the noun. The first letter of the sentence becomes a capital.
/// </summary>
public sealed class Template
{
    /// <summary>Reads a template.</summary>
    /// <param name="pattern">Text with (alternatives|in parentheses) and {slots}; parentheses do not nest.</param>
    /// <exception cref="ArgumentException">A parenthesis or brace is not closed, or a slot is unknown.</exception>
    public Template(string pattern)
    {
        Pattern = pattern;
        Variants = [.. Alternatives(pattern)];
        NeedsIndefinite = pattern.Contains("{an}", StringComparison.Ordinal);
        foreach (var variant in Variants)
        {
            Fill(variant, new Noun("thing"));
        }
    }

    /// <summary>The template as written.</summary>
    public string Pattern { get; }

    /// <summary>Every choice of alternatives, slots still open.</summary>
    public ImmutableArray<string> Variants { get; }

    /// <summary>Whether it speaks of any such thing ("an exam"), which not every noun allows.</summary>
    public bool NeedsIndefinite { get; }

    /// <summary>A pattern stands for a template wherever one is asked for.</summary>
    public static implicit operator Template(string pattern) => new(pattern);

    /// <summary>Whether a sentence about this noun reads well.</summary>
    public bool Suits(Noun noun) => !NeedsIndefinite || noun.An is not null;

    /// <summary>A sentence with alternatives drawn evenly.</summary>
    public string Draw(SeededRandom random, Noun noun) => Fill(random.Pick(Variants), noun);

    /// <summary>Every sentence that it can become for a noun.</summary>
    public IEnumerable<string> Sentences(Noun noun) => Variants.Select(variant => Fill(variant, noun));

    /// <summary>Every choice of the (alternatives|in parentheses) of a pattern.</summary>
    internal static IEnumerable<string> Alternatives(string pattern)
    {
        var open = pattern.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return [pattern];
        }

        var close = pattern.IndexOf(')', open);
        if (close < 0)
        {
            throw new ArgumentException($"Template '{pattern}': the parenthesis at {open} is not closed.", nameof(pattern));
        }

        var rest = Alternatives(pattern[(close + 1)..]).ToArray();
        return from choice in pattern[(open + 1)..close].Split('|') from tail in rest select pattern[..open] + choice + tail;
    }

    private static string Fill(string variant, Noun noun)
    {
        var text = new StringBuilder();
        var position = 0;
        while (variant.IndexOf('{', position) is var open and >= 0)
        {
            var close = variant.IndexOf('}', open);
            if (close < 0)
            {
                throw new ArgumentException($"Template '{variant}': the brace at {open} is not closed.", nameof(variant));
            }

            text.Append(variant, position, open - position);
            text.Append(Slot(variant[(open + 1)..close], noun));
            position = close + 1;
        }

        text.Append(variant, position, variant.Length - position);
        text[0] = char.ToUpperInvariant(text[0]);
        return text.ToString();
    }

    private static string Slot(string slot, Noun noun) => slot switch
    {
        "your" => noun.Your,
        "an" => noun.An ?? throw new ArgumentException($"'{noun.Text}' allows no indefinite article.", nameof(noun)),
        _ when slot.Split('/') is [var singular, var plural] => noun.Agree(singular, plural),
        _ => throw new ArgumentException($"Unknown slot '{slot}', expected your, an or two forms such as is/are.", nameof(slot)),
    };
}
