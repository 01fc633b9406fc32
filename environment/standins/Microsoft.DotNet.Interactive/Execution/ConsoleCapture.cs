using System.Text;

namespace Microsoft.DotNet.Interactive.Execution;

/// <summary>
/// While commands run, the console's writers belong to them: what a command writes reaches its own listener, whichever
/// thread it writes from, and what anybody else writes is dropped, as in the real package.
/// </summary>
internal static class ConsoleCapture
{
    private static readonly Lock Swap = new();
    private static readonly AsyncLocal<Listener> Current = new();
    private static int _running;
    private static TextWriter _originalOut;
    private static TextWriter _originalError;

    internal static IDisposable Start(Action<string> onOut, Action<string> onError)
    {
        lock (Swap)
        {
            if (++_running == 1)
            {
                _originalOut = System.Console.Out;
                _originalError = System.Console.Error;
                System.Console.SetOut(new RoutedWriter(listener => listener.OnOut));
                System.Console.SetError(new RoutedWriter(listener => listener.OnError));
            }
        }

        Current.Value = new Listener(onOut, onError);
        return new Capture();
    }

    private sealed record Listener(Action<string> OnOut, Action<string> OnError);

    private sealed class Capture : IDisposable
    {
        public void Dispose()
        {
            lock (Swap)
            {
                if (--_running == 0)
                {
                    System.Console.SetOut(_originalOut);
                    System.Console.SetError(_originalError);
                }
            }
        }
    }

    private sealed class RoutedWriter(Func<Listener, Action<string>> route) : TextWriter
    {
        public override Encoding Encoding => Encoding.Unicode;

        public override void Write(char value) => Send(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Send(new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Send(buffer.ToString());

        public override void Write(string value) => Send(value);

        public override void WriteLine() => Send(NewLine);

        public override void WriteLine(string value) => Send(value + NewLine);

        public override void WriteLine(ReadOnlySpan<char> buffer) => Send(string.Concat(buffer, NewLine));

        public override void WriteLine(char[] buffer, int index, int count) => Send(new string(buffer, index, count) + NewLine);

        private void Send(string text)
        {
            if (!string.IsNullOrEmpty(text) && Current.Value is { } listener)
            {
                route(listener)(text);
            }
        }
    }
}
