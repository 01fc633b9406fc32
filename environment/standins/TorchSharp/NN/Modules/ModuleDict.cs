#nullable disable
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp.Modules
{
    public class ModuleDict<T> : torch.nn.Module, IDictionary<string, T>, IList<(string, T)> where T : torch.nn.Module
    {
        private readonly OrderedDict<string, T> entries = new();
        private bool registered;

        public ModuleDict()
            : base(nameof(ModuleDict<T>))
        {
        }

        public int Count => entries.Count;

        public bool IsReadOnly => false;

        public ICollection<string> Keys => entries.Keys;

        public ICollection<T> Values => entries.Values;

        public (string, T) this[int index]
        {
            get => entries[index];
            set => entries[index] = value;
        }

        public T this[string key]
        {
            get => entries[key];
            set => entries[key] = value;
        }

        protected override void RegisterComponents()
        {
            if (registered) return;
            foreach (var (key, module) in entries) register_module(key, module);
            registered = true;
        }

        public void clear() => entries.Clear();

        public void Clear() => entries.Clear();

        public IEnumerator<(string, T)> items() => entries.GetEnumerator();

        public IEnumerable<string> keys() => entries.keys();

        public IEnumerable<T> values() => entries.values();

        public void Add((string, T) item) => entries.Add(item);

        public void Add(string key, T value) => entries.Add(key, value);

        public void Add(KeyValuePair<string, T> item) => entries.Add(item);

        public bool Contains((string, T) item) => entries.Contains(item);

        public bool Contains(KeyValuePair<string, T> item) => entries.Contains(item);

        public bool ContainsKey(string key) => entries.ContainsKey(key);

        public void CopyTo((string, T)[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

        public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

        public int IndexOf((string, T) item) => entries.IndexOf(item);

        public void Insert(int index, (string, T) item) => entries.Insert(index, item);

        public bool Remove((string, T) item) => entries.Remove(item);

        public bool Remove(string key) => entries.Remove(key);

        public bool Remove(KeyValuePair<string, T> item) => entries.Remove(item);

        public void RemoveAt(int index) => entries.RemoveAt(index);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => entries.TryGetValue(key, out value);

        public IEnumerator<(string, T)> GetEnumerator() => entries.GetEnumerator();

        IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() => throw new NotImplementedException();

        IEnumerator IEnumerable.GetEnumerator() => entries.GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                var result = new ModuleDict<T>();
                foreach (var module in modules) result.Add(module);
                return result;
            }
        }
    }
}
