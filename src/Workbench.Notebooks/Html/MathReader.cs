using System.Text;
using System.Security;

namespace Workbench.Notebooks.Html;

/// <summary>Reads a formula from left to right: atoms, and the scripts that follow each.</summary>
internal sealed class MathReader(string latex)
{
    private const int DeepestNesting = 100;

    private readonly string _text = latex;
    private int _at;
    private int _depth;

    internal string ReadAll() => ReadUntil(() => false);

    private bool AtEnd => _at >= _text.Length;

    private string ReadUntil(Func<bool> isEnd)
    {
        var html = new StringBuilder();
        while (true)
        {
            SkipSpace();
            if (AtEnd || isEnd())
            {
                return html.ToString();
            }

            html.Append(ReadScripted());
        }
    }

    private string ReadScripted()
    {
        var at = _at;
        var atom = ReadAtom();
        var isLarge = MathSymbols.IsLarge(_text[at.._at].Trim());
        string? below = null;
        string? above = null;
        while (true)
        {
            SkipSpace();
            if (!AtEnd && _text[_at] == '_' && below is null)
            {
                _at++;
                below = ReadArgument();
            }
            else if (!AtEnd && _text[_at] == '^' && above is null)
            {
                _at++;
                above = ReadArgument();
            }
            else if (!AtEnd && _text[_at] == '\'' && above is null)
            {
                _at++;
                above = "<mo>′</mo>";
            }
            else
            {
                break;
            }
        }

        var (sub, super, both) = isLarge ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup");
        return (below, above) switch
        {
            (null, null) => atom,
            (_, null) => $"<{sub}>{atom}{below}</{sub}>",
            (null, _) => $"<{super}>{atom}{above}</{super}>",
            _ => $"<{both}>{atom}{below}{above}</{both}>",
        };
    }

    private string ReadAtom()
    {
        if (_depth == DeepestNesting)
        {
            var rest = _text[_at..];
            _at = _text.Length;
            return $"<mtext>{SecurityElement.Escape(rest)}</mtext>";
        }

        _depth++;
        var atom = ReadShallowAtom();
        _depth--;
        return atom;
    }

    private string ReadShallowAtom()
    {
        var character = _text[_at];
        if (character == '{')
        {
            return ReadArgument();
        }

        if (character == '\\')
        {
            return ReadCommand();
        }

        if (char.IsAsciiDigit(character))
        {
            var start = _at;
            while (!AtEnd && (char.IsAsciiDigit(_text[_at]) || (_text[_at] == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))))
            {
                _at++;
            }

            return $"<mn>{_text[start.._at]}</mn>";
        }

        _at++;
        return character switch
        {
            _ when char.IsLetter(character) => $"<mi>{character}</mi>",
            '-' => "<mo>−</mo>",
            '*' => "<mo>∗</mo>",
            '(' or ')' or '[' or ']' or '|' => $"<mo stretchy=\"false\">{character}</mo>",
            _ => $"<mo>{SecurityElement.Escape(character.ToString())}</mo>",
        };
    }

    /// <summary>A group in braces, or the one atom that stands there; of a number, its first digit, as TeX has it.</summary>
    private string ReadArgument()
    {
        SkipSpace();
        if (AtEnd)
        {
            return "<mrow></mrow>";
        }

        if (char.IsAsciiDigit(_text[_at]))
        {
            return $"<mn>{_text[_at++]}</mn>";
        }

        if (_text[_at] != '{')
        {
            return ReadAtom();
        }

        _at++;
        var inside = ReadUntil(() => _text[_at] == '}');
        _at += AtEnd ? 0 : 1;
        return $"<mrow>{inside}</mrow>";
    }

    private string ReadCommand()
    {
        var name = ReadName();
        switch (name)
        {
            case "frac" or "dfrac" or "tfrac":
                return $"<mfrac>{ReadArgument()}{ReadArgument()}</mfrac>";
            case "sqrt":
                return $"<msqrt>{ReadArgument()}</msqrt>";
            case "hat" or "widehat" or "bar" or "overline" or "tilde" or "vec" or "dot":
                return $"<mover accent=\"true\">{ReadArgument()}<mo>{MathSymbols.Accent(name)}</mo></mover>";
            case "underbrace":
                return $"<munder>{ReadArgument()}<mo>⏟</mo></munder>";
            case "text" or "mathrm" or "operatorname" or "textbf" or "mathit" or "texttt":
                return $"<mtext>{SecurityElement.Escape(ReadRaw())}</mtext>";
            case "mathbb" or "mathcal" or "mathbf" or "boldsymbol":
                return $"<mi>{SecurityElement.Escape(MathSymbols.Alphabet(name, ReadRaw()))}</mi>";
            case "left" or "right" or "bigl" or "bigr" or "Bigl" or "Bigr" or "big" or "Big":
                return ReadDelimiter();
            case "begin":
                return ReadEnvironment();
            case "\\":
                return "<mspace linebreak=\"newline\"/>";
            case "," or ";" or ":" or "quad" or "qquad" or " ":
                return $"<mspace width=\"{name switch { "qquad" => "2em", "quad" => "1em", _ => "0.2em" }}\"/>";
            case "!":
                return "";
            default:
                return MathSymbols.Find(name) ?? $"<mtext>{SecurityElement.Escape("\\" + name)}</mtext>";
        }
    }

    private string ReadDelimiter()
    {
        SkipSpace();
        if (AtEnd)
        {
            return "";
        }

        if (_text[_at] == '\\')
        {
            var name = ReadName();
            return MathSymbols.Find(name) ?? $"<mo>{SecurityElement.Escape(name)}</mo>";
        }

        var character = _text[_at++];
        return character == '.' ? "" : $"<mo>{SecurityElement.Escape(character.ToString())}</mo>";
    }

    // Rows of aligned equations, matrices and cases are tables.
    private string ReadEnvironment()
    {
        var name = ReadRaw();
        var rows = new StringBuilder("<mtr><mtd>");
        while (true)
        {
            rows.Append(ReadUntil(() => _text[_at] == '&' || Starts("\\\\") || Starts("\\end")));
            if (AtEnd || Starts("\\end"))
            {
                break;
            }

            if (_text[_at] == '&')
            {
                _at++;
                rows.Append("</mtd><mtd>");
            }
            else
            {
                _at += 2;
                rows.Append("</mtd></mtr><mtr><mtd>");
            }
        }

        if (!AtEnd)
        {
            ReadName();
            ReadRaw();
        }

        var table = $"<mtable columnalign=\"{(name is "cases" or "aligned" or "align" ? "left" : "center")}\">{rows}</mtd></mtr></mtable>";
        return name switch
        {
            "cases" => $"<mrow><mo>{{</mo>{table}</mrow>",
            "pmatrix" => $"<mrow><mo>(</mo>{table}<mo>)</mo></mrow>",
            "bmatrix" => $"<mrow><mo>[</mo>{table}<mo>]</mo></mrow>",
            _ => table,
        };
    }

    private string ReadName()
    {
        _at++;
        if (AtEnd)
        {
            return "";
        }

        var start = _at++;
        while (char.IsAsciiLetter(_text[start]) && !AtEnd && char.IsAsciiLetter(_text[_at]))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private string ReadRaw()
    {
        SkipSpace();
        if (AtEnd)
        {
            return "";
        }

        if (_text[_at] != '{')
        {
            return _text[_at++].ToString();
        }

        var start = ++_at;
        for (var depth = 1; !AtEnd; _at++)
        {
            depth += _text[_at] == '{' ? 1 : _text[_at] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return _text[start.._at++];
            }
        }

        return _text[start..];
    }

    private bool Starts(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private void SkipSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}
