namespace Workbench.Text.Chat;

/// <summary>The functions, methods, filters and tests that chat templates use.</summary>
internal static class TemplateFunctions
{
    internal static TemplateExpression Global(string name, List<TemplateExpression> arguments, TemplateWords words) => (name, arguments.Count) switch
    {
        ("raise_exception", 1) => scope => throw new WorkbenchException($"the chat template refuses this chat: {TemplateValues.Print(arguments[0](scope))}"),
        _ => throw words.Fault($"the function \"{name}\" with {arguments.Count} arguments is not supported"),
    };

    internal static TemplateExpression Method(string name, TemplateExpression value, List<TemplateExpression> arguments, TemplateWords words)
    {
        if (name == "get" && arguments.Count is 1 or 2)
        {
            return scope => TemplateValues.Member(value(scope), arguments[0](scope)) is var found && !ReferenceEquals(found, TemplateScope.Undefined)
                ? found
                : arguments.Count == 2 ? arguments[1](scope) : null;
        }

        Func<string, string[], object?> method = (name, arguments.Count) switch
        {
            ("strip", 0 or 1) => (text, a) => a is [var set] ? text.Trim(set.ToCharArray()) : text.Trim(),
            ("lstrip", 0 or 1) => (text, a) => a is [var set] ? text.TrimStart(set.ToCharArray()) : text.TrimStart(),
            ("rstrip", 0 or 1) => (text, a) => a is [var set] ? text.TrimEnd(set.ToCharArray()) : text.TrimEnd(),
            ("upper", 0) => (text, _) => text.ToUpperInvariant(),
            ("lower", 0) => (text, _) => text.ToLowerInvariant(),
            ("title", 0) => (text, _) => Title(text),
            ("capitalize", 0) => (text, _) => Capitalized(text),
            ("startswith", 1) => (text, a) => text.StartsWith(a[0], StringComparison.Ordinal),
            ("endswith", 1) => (text, a) => text.EndsWith(a[0], StringComparison.Ordinal),
            ("replace", 2) => (text, a) => a[0].Length == 0 ? text : text.Replace(a[0], a[1], StringComparison.Ordinal),
            ("split", 1) => (text, a) => text.Split(a[0]).ToList<object?>(),
            _ => throw words.Fault($"the method \"{name}\" with {arguments.Count} arguments is not supported"),
        };
        return scope => value(scope) is string text
            ? method(text, [.. arguments.Select(argument => TemplateValues.Print(argument(scope)))])
            : throw words.Fault($"\"{name}\" needs a string, found {TemplateValues.Print(value(scope))}");
    }

    internal static TemplateExpression Filter(string name, TemplateExpression value, List<TemplateExpression> arguments, TemplateWords words)
    {
        switch (name)
        {
            case "default" or "d" when arguments.Count is 1 or 2:
                return scope => value(scope) is var own && (ReferenceEquals(own, TemplateScope.Undefined) || (arguments.Count == 2 && !TemplateValues.IsTrue(own)))
                    ? arguments[0](scope)
                    : own;
            case "join" when arguments.Count <= 1:
                return scope => string.Join(arguments.Count == 1 ? TemplateValues.Print(arguments[0](scope)) : "", Items(value(scope)).Select(TemplateValues.Print));
        }

        Func<object?, object?> filter = (name, arguments.Count) switch
        {
            ("trim", 0) => own => TemplateValues.Print(own).Trim(),
            ("length" or "count", 0) => own => own is string text ? text.EnumerateRunes().LongCount() : (long)Items(own).Count,
            ("upper", 0) => own => TemplateValues.Print(own).ToUpperInvariant(),
            ("lower", 0) => own => TemplateValues.Print(own).ToLowerInvariant(),
            ("title", 0) => own => Title(TemplateValues.Print(own)),
            ("capitalize", 0) => own => Capitalized(TemplateValues.Print(own)),
            ("string" or "safe", 0) => own => TemplateValues.Print(own),
            ("tojson", _) => TemplateValues.ToJson,
            ("list", 0) => own => Items(own).ToList(),
            ("first", 0) => own => Items(own).FirstOrDefault(TemplateScope.Undefined),
            ("last", 0) => own => Items(own).LastOrDefault(TemplateScope.Undefined),
            _ => throw words.Fault($"the filter \"{name}\" with {arguments.Count} arguments is not supported"),
        };
        return scope => filter(value(scope));
    }

    internal static Func<object?, bool> Test(string name, TemplateWords words) => name switch
    {
        "defined" => value => !ReferenceEquals(value, TemplateScope.Undefined),
        "undefined" => value => ReferenceEquals(value, TemplateScope.Undefined),
        "none" => value => value is null,
        "string" => value => value is string,
        "mapping" => value => value is IReadOnlyDictionary<string, object?>,
        "iterable" or "sequence" => value => value is string or IReadOnlyList<object?> or IReadOnlyDictionary<string, object?>,
        "boolean" => value => value is bool,
        "number" or "integer" => value => value is long,
        "true" => value => value is true,
        "false" => value => value is false,
        "odd" => value => value is long number && number % 2 != 0,
        "even" => value => value is long number && number % 2 == 0,
        _ => throw words.Fault($"the test \"{name}\" is not supported"),
    };

    /// <summary>What a loop goes through: the items of a list, the characters of a string, the keys of a dictionary; nothing else.</summary>
    internal static IReadOnlyList<object?> Items(object? value) => value switch
    {
        IReadOnlyList<object?> list => list,
        IReadOnlyDictionary<string, object?> map => [.. map.Keys],
        string text => [.. text.EnumerateRunes().Select(rune => (object?)rune.ToString())],
        _ => [],
    };

    private static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    private static string Title(string text) => string.Concat(text.Select((c, i) =>
        i > 0 && char.IsLetter(text[i - 1]) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));
}
