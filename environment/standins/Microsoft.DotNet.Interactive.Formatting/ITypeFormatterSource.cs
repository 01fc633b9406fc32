namespace Microsoft.DotNet.Interactive.Formatting;

public interface ITypeFormatterSource
{
    IEnumerable<ITypeFormatter> CreateTypeFormatters();
}
