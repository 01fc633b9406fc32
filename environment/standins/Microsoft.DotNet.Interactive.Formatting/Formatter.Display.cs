namespace Microsoft.DotNet.Interactive.Formatting;

public static partial class Formatter
{
    private static event Action<DisplayedValue> Displayed;

    public static IDisposable SubscribeToDisplayedValues(Action<DisplayedValue> onEvent)
    {
        Displayed += onEvent;
        return new Subscription(onEvent);
    }

    public static void WriteToConsole(DisplayedValue displayedValue)
    {
        var formatted = displayedValue.FormattedValues.FirstOrDefault(value => value.MimeType == PlainTextFormatter.MimeType)
            ?? displayedValue.FormattedValues.FirstOrDefault();
        if (formatted?.Value is { } text)
        {
            Console.WriteLine(text);
        }
    }

    internal static void Raise(DisplayedValue displayedValue) => (Displayed ?? WriteToConsole)(displayedValue);

    private sealed class Subscription(Action<DisplayedValue> onEvent) : IDisposable
    {
        public void Dispose() => Displayed -= onEvent;
    }
}
