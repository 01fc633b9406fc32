using System.Runtime.CompilerServices;

namespace TorchSharp;

public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? threadSingleton;

    private torch.Tensor?[]? spare;

    internal static DisposeScopeManager ThreadSingleton
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => threadSingleton ??= new DisposeScopeManager();
    }

    internal ThreadDisposeScopeStatistics StatisticsInstance { get; } = new();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    public static ThreadDisposeScopeStatistics Statistics => ThreadSingleton.StatisticsInstance;

    internal void RegisterOnCurrentDisposeScope(torch.Tensor tensor)
    {
        if (CurrentDisposeScope is not { } scope)
        {
            StatisticsInstance.TensorStatistics.CreatedOutsideScopeCount++;
            return;
        }
        StatisticsInstance.TensorStatistics.CreatedInScopeCount++;
        scope.Add(tensor);
    }

    internal void CountDisposal(bool inScope)
    {
        if (inScope) StatisticsInstance.TensorStatistics.DisposedInScopeCount++;
        else StatisticsInstance.TensorStatistics.DisposedOutsideScopeCount++;
    }

    internal DisposeScope NewDisposeScope() => CurrentDisposeScope = new DisposeScope(this);

    internal void RemoveDisposeScope(DisposeScope disposeScope)
    {
        if (ReferenceEquals(CurrentDisposeScope, disposeScope))
        {
            CurrentDisposeScope = disposeScope.OuterScope;
            return;
        }
        for (var scope = CurrentDisposeScope; scope is not null; scope = scope.OuterScope)
        {
            if (!ReferenceEquals(scope.OuterScope, disposeScope)) continue;
            scope.OuterScope = disposeScope.OuterScope;
            return;
        }
    }

    // Scopes come and go with every step: one spare array saves allocating their slots each time.
    internal torch.Tensor?[] TakeSlots()
    {
        var slots = spare ?? new torch.Tensor?[16];
        spare = null;
        return slots;
    }

    internal void GiveSlots(torch.Tensor?[] slots, int used)
    {
        Array.Clear(slots, 0, used);
        if (spare is null || spare.Length < slots.Length) spare = slots;
    }
}
