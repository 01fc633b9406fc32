using System.Runtime.InteropServices;

namespace Workbench.Cli;

/// <summary>Ctrl-C and SIGTERM: the first asks the work to stop after its step, a second one ends the process at once.</summary>
internal sealed class Interrupt : IDisposable
{
    // SIGXFSZ: a file over the size limit of the shell then is an error of writing, like a full disk, and not the end of the process.
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    private readonly CancellationTokenSource source = new();
    private readonly Terminal terminal;
    private readonly PosixSignalRegistration[] registrations;

    public Interrupt(Terminal terminal)
    {
        this.terminal = terminal;
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
            .. OperatingSystem.IsWindows() ? [] : new[] { PosixSignalRegistration.Create(FileTooLarge, context => context.Cancel = true) },
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

    private void Stop(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
        {
            // A live display hides the cursor, and nothing else will bring it back.
            if (terminal.Live)
            {
                terminal.Out.Cursor.Show(true);
            }

            return;
        }

        context.Cancel = true;
        terminal.Announce("Stopping after this step; press Ctrl-C again to stop at once.");
        source.Cancel();
    }
}
