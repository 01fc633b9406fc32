using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workbench.Text.Chat;

/// <summary>
/// Values of the template language: strings, truth values, whole numbers, lists, dictionaries, none (null) and
/// <see cref="TemplateScope.Undefined"/>.
/// </summary>
internal static class TemplateValues
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        string text => text.Length > 0,
        long number => number != 0,
        IReadOnlyList<object?> list => list.Count > 0,
        IReadOnlyDictionary<string, object?> map => map.Count > 0,
        _ => !ReferenceEquals(value, TemplateScope.Undefined),
    };

    internal static string Print(object? value) => value switch
    {
        null => "None",
        string text => text,
        bool truth => truth ? "True" : "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ when ReferenceEquals(value, TemplateScope.Undefined) => "",
        _ => ToJson(value),
    };

    internal static string ToJson(object? value) => JsonSerializer.Serialize(value, Json);

    internal static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (bool a, long b) => (a ? 1 : 0) == b,
        (long a, bool b) => a == (b ? 1 : 0),
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        _ => Equals(left, right),
    };

    internal static bool Contains(object? container, object? item) => container switch
    {
        string text => item is string part && text.Contains(part, StringComparison.Ordinal),
        IReadOnlyList<object?> list => list.Any(other => AreEqual(other, item)),
        IReadOnlyDictionary<string, object?> map => item is string key && map.ContainsKey(key),
        _ => false,
    };

    /// <summary>A member by name or number; undefined where there is none.</summary>
    internal static object? Member(object? container, object? key) => (container, key) switch
    {
        (IReadOnlyDictionary<string, object?> map, string name) when map.TryGetValue(name, out var value) => value,
        (IReadOnlyList<object?> list, long index) when index < list.Count && index >= -list.Count => list[(int)(index < 0 ? index + list.Count : index)],
        (string text, long index) when index < text.Length && index >= -text.Length => text[(int)(index < 0 ? index + text.Length : index)].ToString(),
        _ => TemplateScope.Undefined,
    };

    /// <summary>A part of a list or a string, from one place to before another, either of them counted from the end if negative.</summary>
    internal static object? Slice(object? container, long? from, long? to)
    {
        var length = container switch { string text => text.Length, IReadOnlyList<object?> list => list.Count, _ => -1 };
        if (length < 0)
        {
            return TemplateScope.Undefined;
        }

        var start = Place(from ?? 0);
        var end = Math.Max(start, Place(to ?? length));
        return container is string whole ? whole[start..end] : ((IReadOnlyList<object?>)container!).Skip(start).Take(end - start).ToList();

        int Place(long index) => (int)Math.Clamp(index < 0 ? index + length : index, 0, length);
    }
}
