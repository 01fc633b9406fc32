namespace Workbench;

/// <summary>The two forms of a value in a notebook. Members are found by name: see <see cref="TypeFormatterSourceAttribute"/>.</summary>
/// <typeparam name="T">What is shown.</typeparam>
internal abstract class NotebookForm<T>
{
    /// <summary>What is shown of a value.</summary>
    internal abstract NotebookTable Table(T value);

    /// <summary>One formatter for each form.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new Formatter("text/html", value => Table(value).ToHtml()),
        new Formatter("text/plain", value => Table(value).ToText()),
    ];

    private sealed class Formatter(string mimeType, Func<T, string> form)
    {
        public string MimeType => mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            if (instance is not T value)
            {
                return false;
            }

            writer.Write(form(value));
            return true;
        }
    }
}
