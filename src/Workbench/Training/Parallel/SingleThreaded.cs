using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// Until it is disposed of, libtorch uses one thread inside an operator called from this one: sums come out the same on every machine, however many
/// processors it has.
/// </summary>
internal sealed class SingleThreaded : IDisposable
{
    private readonly int before = get_num_threads();

    public SingleThreaded()
    {
        if (before != 1)
        {
            set_num_threads(1);
        }
    }

    public void Dispose()
    {
        if (before != 1)
        {
            set_num_threads(before);
        }
    }
}
