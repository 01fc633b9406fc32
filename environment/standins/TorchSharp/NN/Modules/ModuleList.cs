#nullable disable
using System.Collections;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public class ModuleList<T> : torch.nn.Module, IList<T> where T : torch.nn.Module
    {
        private readonly List<T> items = [];
        private bool registered;

        public ModuleList(params T[] modules)
            : base(nameof(ModuleList<T>)) => append(modules);

        public int Count => items.Count;

        public bool IsReadOnly => false;

        public T this[int index]
        {
            get => items[index];
            set => items[index] = value;
        }

        protected override void RegisterComponents()
        {
            if (registered) return;
            for (var i = 0; i < items.Count; i++) register_module($"{i}", items[i]);
            registered = true;
        }

        public void Add(T item) => items.Add(item);

        public void append(params T[] parameters)
        {
            if (parameters is not null) items.AddRange(parameters);
        }

        public void extend(IEnumerable<T> modules) => items.AddRange(modules);

        public void Clear() => items.Clear();

        public bool Contains(T item) => items.Contains(item);

        public void CopyTo(T[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

        public int IndexOf(T item) => items.IndexOf(item);

        public void Insert(int index, T item) => items.Insert(index, item);

        public bool Remove(T item) => items.Remove(item);

        public void RemoveAt(int index) => items.RemoveAt(index);

        public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}
