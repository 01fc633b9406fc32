namespace Workbench.Text.Chat;

/// <summary>Reads a whole template: text, printed expressions, for, if, set.</summary>
internal sealed class TemplateParser
{
    private readonly List<TemplateSegment> _segments;
    private int _at;
    private int _depth;

    private TemplateParser(List<TemplateSegment> segments) => _segments = segments;

    /// <exception cref="WorkbenchException">The template is broken, or uses what is not supported; the message names the place.</exception>
    internal static TemplateNode Read(string template)
    {
        var parser = new TemplateParser(TemplateSegments.Cut(template));
        var body = parser.Body();
        return parser._at == parser._segments.Count
            ? body
            : throw TemplateTokens.Fault(parser._segments[parser._at], "closes nothing");
    }

    // Up to the end, or to a statement that closes or divides what is open.
    private TemplateNode Body()
    {
        if (++_depth > 50)
        {
            throw TemplateTokens.Fault(_segments[_at - 1], "is nested deeper than 50");
        }

        List<TemplateNode> nodes = [];
        while (_at < _segments.Count)
        {
            var segment = _segments[_at];
            if (segment.Kind == TemplateSegmentKind.Text)
            {
                _at++;
                nodes.Add((_, output) => output.Append(segment.Content));
                continue;
            }

            var words = new TemplateWords(segment);
            if (segment.Kind == TemplateSegmentKind.Expression)
            {
                _at++;
                var value = new TemplateExpressionParser(words).Read();
                End(words);
                nodes.Add((scope, output) => output.Append(TemplateValues.Print(value(scope))));
                continue;
            }

            if (words.Current.Text is "endfor" or "endif" or "else" or "elif")
            {
                break;
            }

            _at++;
            nodes.Add(Statement(words));
        }

        _depth--;
        return (scope, output) => nodes.ForEach(node => node(scope, output));
    }

    private TemplateNode Statement(TemplateWords words)
    {
        var name = words.Name();
        return name switch
        {
            "for" => For(words),
            "if" => If(words),
            "set" => Set(words),
            "generation" or "endgeneration" => (_, _) => { },
            _ => throw words.Fault($"the statement \"{name}\" is not supported; supported: for, if, set"),
        };
    }

    private TemplateNode For(TemplateWords words)
    {
        var variable = words.Name();
        words.Expect("in");
        var list = new TemplateExpressionParser(words).ReadWithoutCondition();
        TemplateExpression chosen = words.Take("if") ? new TemplateExpressionParser(words).Read() : _ => true;
        End(words);
        var body = Body();
        var otherwise = Else("endfor", words);
        return (scope, output) =>
        {
            var items = TemplateFunctions.Items(list(scope))
                .Where(item => TemplateValues.IsTrue(chosen(new TemplateScope(scope) { [variable] = item })))
                .ToList();
            for (var i = 0; i < items.Count; i++)
            {
                var turn = new TemplateScope(scope) { [variable] = items[i], ["loop"] = Loop(items, i) };
                body(turn, output);
            }

            if (items.Count == 0)
            {
                otherwise(scope, output);
            }
        };
    }

    private TemplateNode If(TemplateWords words)
    {
        var condition = new TemplateExpressionParser(words).Read();
        End(words);
        var then = Body();
        TemplateNode otherwise;
        if (_at < _segments.Count && new TemplateWords(_segments[_at]) is var next && next.Take("elif"))
        {
            _at++;
            otherwise = If(next);
        }
        else
        {
            otherwise = Else("endif", words);
        }

        return (scope, output) => (TemplateValues.IsTrue(condition(scope)) ? then : otherwise)(scope, output);
    }

    private TemplateNode Else(string end, TemplateWords opening)
    {
        TemplateNode otherwise = (_, _) => { };
        if (Closes("else"))
        {
            otherwise = Body();
        }

        return Closes(end) ? otherwise : throw opening.Fault($"is never closed by \"{end}\"");
    }

    private bool Closes(string word)
    {
        if (_at >= _segments.Count || new TemplateWords(_segments[_at]) is var words && !words.Take(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    private static TemplateNode Set(TemplateWords words)
    {
        var name = words.Name();
        var member = words.Take(".") ? words.Name() : null;
        words.Expect("=");
        var value = new TemplateExpressionParser(words).Read();
        End(words);
        if (member is null)
        {
            return (scope, _) => scope[name] = value(scope);
        }

        return (scope, _) =>
        {
            if (scope[name] is not Dictionary<string, object?> space)
            {
                throw words.Fault($"\"{name}\" is no namespace");
            }

            space[member] = value(scope);
        };
    }

    private static void End(TemplateWords words)
    {
        if (!words.AtEnd)
        {
            throw words.Fault($"\"{words.Current.Text}\" was not expected");
        }
    }

    private static Dictionary<string, object?> Loop(IReadOnlyList<object?> items, int i) => new()
    {
        ["index"] = i + 1L,
        ["index0"] = (long)i,
        ["revindex"] = (long)(items.Count - i),
        ["revindex0"] = (long)(items.Count - i - 1),
        ["first"] = i == 0,
        ["last"] = i == items.Count - 1,
        ["length"] = (long)items.Count,
        ["previtem"] = i > 0 ? items[i - 1] : TemplateScope.Undefined,
        ["nextitem"] = i + 1 < items.Count ? items[i + 1] : TemplateScope.Undefined,
    };
}
