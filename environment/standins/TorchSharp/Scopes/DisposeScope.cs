namespace TorchSharp;

public sealed class DisposeScope : IDisposable
{
    // Tensors know their slot, so that leaving a scope costs no search. What else is asked to be kept
    // (DisposeEverythingBut with disposables that are not in this scope) goes to `others`.
    private DisposeScopeManager? manager;
    private torch.Tensor?[] slots = new torch.Tensor?[16];
    private int top;
    private int live;
    private HashSet<IDisposable>? others;

    internal DisposeScope(DisposeScopeManager manager)
    {
        this.manager = manager;
        OuterScope = manager.CurrentDisposeScope;
    }

    internal DisposeScope? OuterScope { get; set; }

    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            CheckOpen();
            var all = new List<IDisposable>(live);
            for (var i = 0; i < top; i++)
                if (slots[i] is { } t)
                    all.Add(t);
            if (others is not null) all.AddRange(others);
            return all.ToArray();
        }
    }

    public int DisposablesCount
    {
        get
        {
            CheckOpen();
            return live + (others?.Count ?? 0);
        }
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable
    {
        MoveToOther(OuterScope, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable
    {
        MoveToOuter(new IDisposable[] { first, second });
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        MoveToOuter(new IDisposable[] { first, second, third });
        return (first, second, third);
    }

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        CheckOpen();
        Move(scope, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable
    {
        MoveToOther(scope, new IDisposable[] { first, second });
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        MoveToOther(scope, new IDisposable[] { first, second, third });
        return (first, second, third);
    }

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) =>
        MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        CheckOpen();
        foreach (var disposable in disposables) Move(scope, disposable);
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        MoveToOther(null, disposable);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable
    {
        Detach(new IDisposable[] { first, second });
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        Detach(new IDisposable[] { first, second, third });
        return (first, second, third);
    }

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);

    public void Attach(IDisposable disposable) => _ = Attach((IEnumerable<IDisposable>)[disposable]);

    public void Attach(params IDisposable[] disposables) => _ = Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        CheckOpen();
        var result = new List<IDisposable>();
        foreach (var disposable in disposables)
        {
            if (AddToOther(this, disposable)) manager!.StatisticsInstance.TensorStatistics.AttachedToScopeCount++;
            result.Add(disposable);
        }
        return result;
    }

    public void DisposeEverything()
    {
        CheckOpen();
        var (old, count, rest) = (slots, top, others);
        top = live = 0;
        others = null;
        slots = manager!.TakeSlots();
        for (var i = 0; i < count; i++) old[i]?.DisposeFromScope();
        manager.GiveSlots(old, count);
        if (rest is null) return;
        foreach (var disposable in rest) disposable.Dispose();
    }

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        CheckOpen();
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        if (keep.Count == 0)
        {
            DisposeEverything();
            return;
        }
        var (old, count, rest) = (slots, top, others);
        slots = new torch.Tensor?[16];
        top = live = 0;
        others = null;
        foreach (var disposable in keep)
        {
            if (disposable is torch.Tensor t && ReferenceEquals(t.OwningDisposeScope, this))
            {
                old[t.ScopeSlot] = null;
                Add(t);
            }
            else
            {
                (others ??= new(ReferenceEqualityComparer.Instance)).Add(disposable);
            }
        }
        for (var i = 0; i < count; i++) old[i]?.DisposeFromScope();
        if (rest is null) return;
        foreach (var disposable in rest)
            if (!keep.Contains(disposable))
                disposable.Dispose();
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut(new IDisposable[] { keep });
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut(new IDisposable[] { first, second });
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut(new IDisposable[] { first, second, third });
        return (first, second, third);
    }

    public void Dispose()
    {
        if (manager is null) return;
        DisposeEverything();
        manager.RemoveDisposeScope(this);
        manager.GiveSlots(slots, top);
        slots = [];
        manager = null;
    }

    public void MarkAsDisposed(IDisposable disposable)
    {
        CheckOpen();
        Remove(disposable);
        if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = null;
    }

    public bool Contains(IDisposable disposable) =>
        disposable is torch.Tensor t && ReferenceEquals(t.OwningDisposeScope, this) || others is not null && others.Contains(disposable);

    internal void Add(torch.Tensor tensor)
    {
        if (top == slots.Length) MakeRoom();
        tensor.OwningDisposeScope = this;
        tensor.ScopeSlot = top;
        slots[top++] = tensor;
        live++;
    }

    // The replacement takes the original's place in its scope.
    internal static void ReplaceWith(torch.Tensor original, torch.Tensor replacement)
    {
        var scope = original.OwningDisposeScope;
        if (scope is null || !scope.Remove(original)) return;
        original.OwningDisposeScope = null;
        AddToOther(scope, replacement);
    }

    private void MakeRoom()
    {
        if (live > top / 2)
        {
            Array.Resize(ref slots, slots.Length * 2);
            return;
        }
        var to = 0;
        for (var i = 0; i < top; i++)
        {
            if (slots[i] is not { } t) continue;
            t.ScopeSlot = to;
            slots[to++] = t;
        }
        Array.Clear(slots, to, top - to);
        top = to;
    }

    private bool Remove(IDisposable disposable)
    {
        if (disposable is torch.Tensor t && ReferenceEquals(t.OwningDisposeScope, this))
        {
            slots[t.ScopeSlot] = null;
            live--;
            if (t.ScopeSlot == top - 1) top--;
            return true;
        }
        return others is not null && others.Remove(disposable);
    }

    private void Move(DisposeScope? scope, IDisposable disposable)
    {
        if (!Remove(disposable)) return;
        if (scope is not null)
        {
            AddToOther(scope, disposable);
        }
        else if (disposable is torch.Tensor tensor)
        {
            manager!.StatisticsInstance.TensorStatistics.DetachedFromScopeCount++;
            tensor.OwningDisposeScope = null;
        }
    }

    private static bool AddToOther(DisposeScope scope, IDisposable disposable)
    {
        if (disposable is not torch.Tensor tensor)
            throw new InvalidOperationException("DisposeScope can only manage Tensor or PackedSequence");
        var old = tensor.OwningDisposeScope;
        if (ReferenceEquals(scope, old) && ReferenceEquals(scope.At(tensor.ScopeSlot), tensor)) return false;
        if (old is not null && ReferenceEquals(old.At(tensor.ScopeSlot), tensor)) old.Remove(tensor);
        scope.Add(tensor);
        return true;
    }

    private torch.Tensor? At(int slot) => slot < top ? slots[slot] : null;

    private void CheckOpen() => ObjectDisposedException.ThrowIf(manager is null, this);
}
