namespace Microsoft.DotNet.Interactive.Formatting;

public abstract class TypeFormatter<T> : ITypeFormatter<T>
{
    protected TypeFormatter(Type type = null) => Type = type ?? typeof(T);

    public abstract bool Format(T value, FormatContext context);

    public Type Type { get; }

    public abstract string MimeType { get; }

    bool ITypeFormatter.Format(object instance, FormatContext context) => Format((T)instance, context);
}
