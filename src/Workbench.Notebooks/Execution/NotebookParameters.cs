using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Scripting;

namespace Workbench.Notebooks.Execution;

/// <summary>Turns values from the command line into C# that assigns them.</summary>
internal static class NotebookParameters
{
    internal static string Assign(IReadOnlyCollection<ScriptVariable> declared, IReadOnlyDictionary<string, string> values) =>
        string.Join('\n', values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
        {
            var variable = declared.LastOrDefault(candidate => candidate.Name == pair.Key)
                ?? throw new WorkbenchException(
                    $"The notebook has no parameter '{pair.Key}'.{NearestName.Hint(pair.Key, declared.Select(candidate => candidate.Name))} " +
                    $"It has: {string.Join(", ", declared.Select(candidate => candidate.Name).Order(StringComparer.Ordinal))}.");
            if (variable.IsReadOnly)
            {
                throw new WorkbenchException($"Parameter '{pair.Key}' is read-only and cannot be set.");
            }

            return $"{pair.Key} = {Literal(pair.Key, variable.Type, pair.Value)};";
        }));

    private static string Literal(string name, Type type, string text)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return text is "null" or "" ? "null" : Literal(name, underlying, text);
        }

        if (type == typeof(string))
        {
            return SymbolDisplay.FormatLiteral(text, quote: true);
        }

        if (type.IsEnum)
        {
            return Enum.TryParse(type, text, ignoreCase: true, out var member) && Enum.IsDefined(type, member!)
                ? $"(global::{type.FullName!.Replace('+', '.')})({Convert.ChangeType(member, Enum.GetUnderlyingType(type), CultureInfo.InvariantCulture)})"
                : throw Unfit($"one of {string.Join(", ", Enum.GetNames(type))}");
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => bool.TryParse(text, out var flag) ? (flag ? "true" : "false") : throw Unfit("true or false"),
            TypeCode.Int32 => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? Invariant(number) : throw Unfit("a whole number"),
            TypeCode.Int64 => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? Invariant(number) + "L" : throw Unfit("a whole number"),
            TypeCode.UInt64 => ulong.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? Invariant(number) + "UL" : throw Unfit("a whole number from 0"),
            TypeCode.Double => Real(text) is { } number ? number.ToString("R", CultureInfo.InvariantCulture) + "d" : throw Unfit("a number"),
            TypeCode.Single => Real(text) is { } number ? ((float)number).ToString("R", CultureInfo.InvariantCulture) + "f" : throw Unfit("a number"),
            _ => throw new WorkbenchException($"Parameter '{name}' is of type {type.Name}, which cannot be set from the command line."),
        };

        WorkbenchException Unfit(string expected) => new($"Parameter '{name}' must be {expected}, found '{text}'.");

        static double? Real(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

        static string Invariant(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
    }
}
