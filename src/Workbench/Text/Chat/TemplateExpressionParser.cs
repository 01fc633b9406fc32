using System.Globalization;

namespace Workbench.Text.Chat;

/// <summary>
/// Reads expressions: literals, variables, members, parts ([1:]), calls, filters (|), tests (is), and operators in the order of
/// precedence "a if c else b", or, and, not, comparisons, + - ~, * / // %, unary minus.
/// </summary>
internal sealed class TemplateExpressionParser(TemplateWords words)
{
    private const int DeepestNesting = 100;

    private int _depth;

    internal TemplateExpression Read()
    {
        if (++_depth > DeepestNesting)
        {
            throw words.Fault($"is nested deeper than {DeepestNesting}");
        }

        var value = Or();
        if (words.Take("if"))
        {
            var condition = Or();
            TemplateExpression otherwise = words.Take("else") ? Read() : _ => TemplateScope.Undefined;
            var then = value;
            value = scope => TemplateValues.IsTrue(condition(scope)) ? then(scope) : otherwise(scope);
        }

        _depth--;
        return value;
    }

    /// <summary>An expression without "a if c else b", as in "for x in …, if …".</summary>
    internal TemplateExpression ReadWithoutCondition() => Or();

    private TemplateExpression Or()
    {
        var left = And();
        while (words.Take("or"))
        {
            var (first, second) = (left, And());
            left = scope => first(scope) is var value && TemplateValues.IsTrue(value) ? value : second(scope);
        }

        return left;
    }

    private TemplateExpression And()
    {
        var left = Not();
        while (words.Take("and"))
        {
            var (first, second) = (left, Not());
            left = scope => first(scope) is var value && TemplateValues.IsTrue(value) ? second(scope) : value;
        }

        return left;
    }

    private TemplateExpression Not()
    {
        if (!words.Take("not"))
        {
            return Comparison();
        }

        var value = Not();
        return scope => !TemplateValues.IsTrue(value(scope));
    }

    private TemplateExpression Comparison()
    {
        var left = Sum();
        while (Operator() is { } compare)
        {
            var (first, second) = (left, Sum());
            left = scope => compare(first(scope), second(scope));
        }

        return left;
    }

    private Func<object?, object?, object?>? Operator()
    {
        if (words.Take("=="))
        {
            return (a, b) => TemplateValues.AreEqual(a, b);
        }

        if (words.Take("!="))
        {
            return (a, b) => !TemplateValues.AreEqual(a, b);
        }

        if (words.Take("in"))
        {
            return (a, b) => TemplateValues.Contains(b, a);
        }

        if (words.Is("not"))
        {
            words.Next();
            words.Expect("in");
            return (a, b) => !TemplateValues.Contains(b, a);
        }

        foreach (var (sign, holds) in new (string, Func<int, bool>)[] { ("<=", c => c <= 0), (">=", c => c >= 0), ("<", c => c < 0), (">", c => c > 0) })
        {
            if (words.Take(sign))
            {
                return (a, b) => holds(Order(a, b));
            }
        }

        return null;
    }

    private int Order(object? left, object? right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        _ => throw words.Fault($"cannot compare {TemplateValues.Print(left)} with {TemplateValues.Print(right)}"),
    };

    private TemplateExpression Sum()
    {
        var left = Product();
        while (words.Is("+") || words.Is("-") || words.Is("~"))
        {
            var (sign, first, second) = (words.Next().Text, left, Product());
            left = scope => Calculated(sign, first(scope), second(scope));
        }

        return left;
    }

    private TemplateExpression Product()
    {
        var left = Unary();
        while (words.Is("*") || words.Is("%") || words.Is("//"))
        {
            var (sign, first, second) = (words.Next().Text, left, Unary());
            left = scope => Calculated(sign, first(scope), second(scope));
        }

        return left;
    }

    private object? Calculated(string sign, object? left, object? right) => (sign, left, right) switch
    {
        ("~", _, _) => TemplateValues.Print(left) + TemplateValues.Print(right),
        ("+", string a, string b) => a + b,
        ("+", IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Concat(b).ToList(),
        ("+", long a, long b) => a + b,
        ("-", long a, long b) => a - b,
        ("*", long a, long b) => a * b,
        ("%", long a, long b and not 0) => ((a % b) + b) % b,
        ("//", long a, long b and not 0) => (long)Math.Floor((double)a / b),
        _ => throw words.Fault($"cannot calculate {TemplateValues.Print(left)} {sign} {TemplateValues.Print(right)}"),
    };

    private TemplateExpression Unary()
    {
        if (!words.Take("-"))
        {
            return Suffixed(Primary());
        }

        var value = Unary();
        return scope => Calculated("-", 0L, value(scope));
    }

    private TemplateExpression Primary()
    {
        var token = words.Next();
        switch (token.Kind)
        {
            case TemplateTokenKind.String:
                var text = token.Text;
                while (words.Current.Kind == TemplateTokenKind.String)
                {
                    text += words.Next().Text;
                }

                return _ => text;
            case TemplateTokenKind.Number when long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                return _ => number;
            case TemplateTokenKind.Name when token.Text is "true" or "True":
                return _ => true;
            case TemplateTokenKind.Name when token.Text is "false" or "False":
                return _ => false;
            case TemplateTokenKind.Name when token.Text is "none" or "None":
                return _ => null;
            case TemplateTokenKind.Name when token.Text == "namespace" && words.Take("("):
                return Namespace();
            case TemplateTokenKind.Name when words.Is("("):
                return TemplateFunctions.Global(token.Text, Arguments(), words);
            case TemplateTokenKind.Name:
                return scope => scope[token.Text];
            case TemplateTokenKind.Sign when token.Text == "(":
                var inner = Read();
                words.Expect(")");
                return inner;
            case TemplateTokenKind.Sign when token.Text == "[":
                var items = List("]");
                return scope => items.Select(item => item(scope)).ToList();
            default:
                throw words.Fault($"expected a value, found \"{token.Text}\"");
        }
    }

    // namespace(a=…, b=…): variables that can be set from inside a loop.
    private TemplateExpression Namespace()
    {
        List<(string Name, TemplateExpression Value)> members = [];
        while (!words.Take(")"))
        {
            if (members.Count > 0)
            {
                words.Expect(",");
            }

            var name = words.Name();
            words.Expect("=");
            members.Add((name, Read()));
        }

        return scope => members.ToDictionary(member => member.Name, member => member.Value(scope));
    }

    private TemplateExpression Suffixed(TemplateExpression value)
    {
        while (true)
        {
            var container = value;
            if (words.Take("."))
            {
                var name = words.Name();
                value = words.Is("(")
                    ? TemplateFunctions.Method(name, container, Arguments(), words)
                    : scope => TemplateValues.Member(container(scope), name);
            }
            else if (words.Take("["))
            {
                value = Subscript(container);
            }
            else if (words.Take("|"))
            {
                var name = words.Name();
                value = TemplateFunctions.Filter(name, container, words.Is("(") ? Arguments() : [], words);
            }
            else if (words.Take("is"))
            {
                var negated = words.Take("not");
                var test = TemplateFunctions.Test(words.Name(), words);
                value = scope => test(container(scope)) != negated;
            }
            else
            {
                return value;
            }
        }
    }

    private TemplateExpression Subscript(TemplateExpression container)
    {
        var from = words.Is(":") ? null : Read();
        if (words.Take("]"))
        {
            return scope => TemplateValues.Member(container(scope), from!(scope));
        }

        words.Expect(":");
        var to = words.Is("]") ? null : Read();
        words.Expect("]");
        return scope => TemplateValues.Slice(container(scope), from?.Invoke(scope) as long?, to?.Invoke(scope) as long?);
    }

    private List<TemplateExpression> Arguments()
    {
        words.Expect("(");
        return List(")");
    }

    // Named arguments are taken by their place.
    private List<TemplateExpression> List(string close)
    {
        List<TemplateExpression> items = [];
        while (!words.Take(close))
        {
            if (items.Count > 0)
            {
                words.Expect(",");
            }

            var item = Read();
            if (words.Take("="))
            {
                item = Read();
            }

            items.Add(item);
        }

        return items;
    }
}
