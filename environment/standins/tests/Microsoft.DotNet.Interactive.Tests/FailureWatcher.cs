using Microsoft.DotNet.Interactive.Events;

namespace Microsoft.DotNet.Interactive.Tests;

internal sealed class FailureWatcher(List<CommandFailed> failures) : IObserver<KernelEvent>
{
    public void OnNext(KernelEvent value)
    {
        if (value is CommandFailed failed)
        {
            failures.Add(failed);
        }
    }

    public void OnError(Exception error)
    {
    }

    public void OnCompleted()
    {
    }
}
