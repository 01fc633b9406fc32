namespace Workbench.Data.Files;

/// <summary>In which column of a table a reader finds what it wants: by default in the column of that very name.</summary>
public sealed class ColumnMapping
{
    private readonly IReadOnlyDictionary<string, string> columns;

    /// <summary>Names the columns that are called otherwise than what the reader wants.</summary>
    /// <param name="columns">The column by what the reader wants; dots reach into nested values: "message" is in "prompt.text".</param>
    public ColumnMapping(IReadOnlyDictionary<string, string> columns) => this.columns = columns;

    /// <summary>Everything is in the column of its own name.</summary>
    public static ColumnMapping None { get; } = new(new Dictionary<string, string>());

    /// <summary>The column of what the reader wants.</summary>
    public string this[string key] => columns.TryGetValue(key, out var column) ? column : key;

    /// <summary>What is called otherwise.</summary>
    public IReadOnlyDictionary<string, string> Columns => columns;

    /// <summary>Reads assignments such as "message=prompt.text".</summary>
    /// <param name="assignments">KEY=COLUMN each.</param>
    /// <param name="known">The keys that mean something; null takes any.</param>
    /// <exception cref="WorkbenchException">One is no KEY=COLUMN, or a key comes twice or is unknown.</exception>
    public static ColumnMapping Parse(IEnumerable<string> assignments, IReadOnlyList<string>? known = null)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assignment in assignments)
        {
            var (key, column) = assignment.Split('=', 2) is [{ Length: > 0 } left, { Length: > 0 } right]
                ? (left.Trim(), right.Trim())
                : throw new WorkbenchException($"\"{assignment}\" maps no column; expected KEY=COLUMN, such as message=prompt.text.");
            if (known?.Contains(key) == false)
            {
                throw new WorkbenchException($"\"{assignment}\": there is no {key} to map.{NearestName.Hint(key, known)} Known: {string.Join(", ", known)}.");
            }

            if (!columns.TryAdd(key, column))
            {
                throw new WorkbenchException($"\"{assignment}\": {key} is mapped twice.");
            }
        }

        return new ColumnMapping(columns);
    }
}
