using Microsoft.DotNet.Interactive.Events;

namespace Microsoft.DotNet.Interactive.Execution;

internal sealed class EventStream : IObservable<KernelEvent>
{
    private readonly List<IObserver<KernelEvent>> _observers = [];

    public IDisposable Subscribe(IObserver<KernelEvent> observer)
    {
        lock (_observers)
        {
            _observers.Add(observer);
        }

        return new Unsubscriber(this, observer);
    }

    internal IDisposable Subscribe(Action<KernelEvent> onNext) => Subscribe(new ActionObserver(onNext));

    internal void OnNext(KernelEvent @event) => ForEach(observer => observer.OnNext(@event));

    internal void OnCompleted() => ForEach(observer => observer.OnCompleted());

    private void ForEach(Action<IObserver<KernelEvent>> action)
    {
        IObserver<KernelEvent>[] observers;
        lock (_observers)
        {
            observers = [.. _observers];
        }

        Array.ForEach(observers, action);
    }

    private sealed class Unsubscriber(EventStream stream, IObserver<KernelEvent> observer) : IDisposable
    {
        public void Dispose()
        {
            lock (stream._observers)
            {
                stream._observers.Remove(observer);
            }
        }
    }

    private sealed class ActionObserver(Action<KernelEvent> onNext) : IObserver<KernelEvent>
    {
        public void OnNext(KernelEvent value) => onNext(value);

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }
}
