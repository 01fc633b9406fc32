using Microsoft.DotNet.Interactive.Formatting;

namespace System;

// As in the real package, the value that Display and DisplayAs return is not the one that they publish,
// so its DisplayId was never shown: KernelInvocationContext.Display returns the one that was.
public static class DisplayExtensions
{
    public static DisplayedValue Display(this object value, params string[] mimeTypes)
    {
        var formattedValues = FormattedValue.CreateManyFromObject(value, mimeTypes);
        Formatter.Raise(new DisplayedValue(value, formattedValues));
        return new DisplayedValue(value, formattedValues);
    }

    public static DisplayedValue DisplayAs(this string value, string mimeType)
    {
        IReadOnlyList<FormattedValue> formattedValues = [new FormattedValue(mimeType, value)];
        Formatter.Raise(new DisplayedValue(value, formattedValues));
        return new DisplayedValue(value, formattedValues);
    }
}
