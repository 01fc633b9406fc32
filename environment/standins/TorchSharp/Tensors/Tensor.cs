using System.Runtime.CompilerServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;

        /// <summary>A TensorImpl* that carries one reference; zero once disposed.</summary>
        internal nint handle;

        internal DisposeScope? OwningDisposeScope;

        /// <summary>Where this tensor stands in its scope.</summary>
        internal int ScopeSlot;

        internal Tensor(nint handle, bool register = true)
        {
            this.handle = handle;
            var live = Interlocked.Increment(ref totalCount);
            if (live > peakCount) peakCount = live;
            if (register) DisposeScopeManager.ThreadSingleton.RegisterOnCurrentDisposeScope(this);
        }

        ~Tensor() => Dispose(false);

        public static long TotalCount => totalCount;

        public static long PeakCount => peakCount;

        public nint Handle
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");
        }

        public string? name { get; set; }

        public bool IsInvalid => handle == 0;

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0) return;
            DisposeScopeManager.ThreadSingleton.CountDisposal(OwningDisposeScope is not null);
            OwningDisposeScope?.MarkAsDisposed(this);
            Release();
        }

        /// <summary>Disposes a tensor that its scope has already forgotten.</summary>
        internal void DisposeFromScope()
        {
            if (handle == 0) return;
            DisposeScopeManager.ThreadSingleton.CountDisposal(true);
            OwningDisposeScope = null;
            Release();
            GC.SuppressFinalize(this);
        }

        private void Release()
        {
            Interlocked.Decrement(ref totalCount);
            Shim.ts_release(handle);
            handle = 0;
        }

        /// <summary>Gives the native tensor away, as the constructor of Parameter takes it.</summary>
        internal nint MoveHandle()
        {
            var h = Handle;
            handle = 0;
            return h;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null && other is not null) other.Attach(this);
            else OwningDisposeScope?.MoveToOther(other, this);
            return this;
        }

        public override bool Equals(object? obj) => obj is Tensor t && Equals(t);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

        public override string ToString() => ToMetadataString();
    }
}
