using System.Text;

namespace Workbench.Text;

/// <summary>
/// A text with fields in braces, such as "Summarize … {dialogue} …". A brace that is meant as such is written twice. Values are put in as
/// they are: braces in them mean nothing, but special tokens that are written in them are still special to a tokenizer.
/// </summary>
public sealed class PromptTemplate
{
    private readonly List<(string Literal, string? Field)> _pieces = [];

    /// <summary>Reads a template.</summary>
    /// <exception cref="WorkbenchException">A brace is not closed, not opened, or encloses no name.</exception>
    public PromptTemplate(string template)
    {
        Template = template;
        var literal = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] is '{' or '}' && i + 1 < template.Length && template[i + 1] == template[i])
            {
                literal.Append(template[i++]);
            }
            else if (template[i] == '{')
            {
                var close = template.IndexOf('}', i);
                var name = close < 0 ? "" : template[(i + 1)..close];
                if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                {
                    throw new WorkbenchException($"prompt template: expected a field name and a closing brace after position {i}; write {{{{ for a brace; found \"{Shortened(template[i..])}\"");
                }

                _pieces.Add((literal.ToString(), name));
                literal.Clear();
                i = close;
            }
            else if (template[i] == '}')
            {
                throw new WorkbenchException($"prompt template: the brace at position {i} closes nothing; write }}}} for a brace");
            }
            else
            {
                literal.Append(template[i]);
            }
        }

        _pieces.Add((literal.ToString(), null));
        Fields = [.. _pieces.Select(piece => piece.Field).OfType<string>().Distinct()];
    }

    /// <summary>The summarisation instruction of the detoxification lab (Lab 3), with the field "dialogue".</summary>
    public static PromptTemplate Summarize { get; } = new("Summarize the following conversation.\n\n{dialogue}\n\nSummary: ");

    /// <summary>One turn of a support chat: the user's message, after which the bot speaks; with the field "message".</summary>
    public static PromptTemplate Dialogue { get; } = new("<|user|>{message}<|bot|>");

    /// <summary>The template as it was written.</summary>
    public string Template { get; }

    /// <summary>The names of the fields, in the order in which they first occur.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Fills the only field.</summary>
    /// <exception cref="WorkbenchException">There is not exactly one field.</exception>
    public string Render(string value) =>
        Fields.Count == 1
            ? Render(new Dictionary<string, string> { [Fields[0]] = value })
            : throw new WorkbenchException($"prompt template: expected one field, found {Fields.Count}: {string.Join(", ", Fields)}");

    /// <summary>Fills the fields; values of other names are left aside.</summary>
    /// <exception cref="WorkbenchException">A field has no value.</exception>
    public string Render(IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder();
        foreach (var (literal, field) in _pieces)
        {
            text.Append(literal);
            if (field != null)
            {
                text.Append(values.TryGetValue(field, out var value)
                    ? value
                    : throw new WorkbenchException($"prompt template: no value for \"{field}\"; found {(values.Count == 0 ? "none" : string.Join(", ", values.Keys))}"));
            }
        }

        return text.ToString();
    }

    private static string Shortened(string text) => text.Length <= 30 ? text : $"{text[..27]}...";
}
