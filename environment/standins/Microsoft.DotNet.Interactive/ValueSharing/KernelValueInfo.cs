using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.ValueSharing;

public class KernelValueInfo
{
    private string _typeName;
    private IReadOnlyCollection<string> _preferredMimeTypes;

    public KernelValueInfo(string name, FormattedValue formattedValue, Type type = null, string typeName = null)
    {
        Name = name;
        Type = type;
        TypeName = typeName;
        FormattedValue = formattedValue ?? throw new ArgumentNullException(nameof(formattedValue));
    }

    public string Name { get; }

    public string TypeName
    {
        get => _typeName ??= Type?.ToDisplayString(PlainTextSummaryFormatter.MimeType);
        set => _typeName = value;
    }

    public FormattedValue FormattedValue { get; }

    public IReadOnlyCollection<string> PreferredMimeTypes
    {
        get => _preferredMimeTypes ?? (Type is null ? [] : Formatter.GetPreferredMimeTypesFor(Type));
        init => _preferredMimeTypes = value;
    }

    public Type Type { get; }
}
