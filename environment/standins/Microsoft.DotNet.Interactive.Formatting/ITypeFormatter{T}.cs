namespace Microsoft.DotNet.Interactive.Formatting;

public interface ITypeFormatter<in T> : ITypeFormatter
{
    bool Format(T instance, FormatContext context);
}
