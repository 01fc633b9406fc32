using TorchSharp;

namespace Workbench.Tests.Training;

/// <summary>Counts tensors that nobody has freed.</summary>
internal static class Live
{
    /// <summary>Live tensors of this thread after some more steps.</summary>
    public static long TensorsAfter(Action step, int times)
    {
        for (var i = 0; i < times; i++)
        {
            step();
        }

        return DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
    }
}
