using Spectre.Console;

namespace Workbench.Cli;

/// <summary>Ctrl-C and SIGTERM: the first asks the work to stop after its step, a second one ends the process at once.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly Terminal terminal;
    private readonly System.Runtime.InteropServices.PosixSignalRegistration[] registrations;

    public Interrupt(Terminal terminal)
    {
        this.terminal = terminal;
        registrations =
        [
            System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, Stop),
            System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, Stop),
        ];
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    private void Stop(System.Runtime.InteropServices.PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        terminal.Error.MarkupLine("[yellow]Stopping after this step; press Ctrl-C again to stop at once.[/]");
        source.Cancel();
    }
}
