using TorchSharp.Interop;

namespace TorchSharp;

public class AnomalyMode : IDisposable
{
    private readonly bool before = IsEnabled;
    private readonly bool checkedNaN = ShouldCheckNaN;

    public AnomalyMode(bool enabled, bool check_nan = true) => Shim.ts_set_anomaly(enabled, check_nan);

    public static bool IsEnabled => Shim.ts_anomaly_enabled();

    public static bool ShouldCheckNaN => Shim.ts_anomaly_checks_nan();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Shim.ts_set_anomaly(before, checkedNaN);
    }
}
