using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    public class Sequential : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private readonly List<(string Name, torch.nn.IModule<torch.Tensor, torch.Tensor> Module)> layers = [];

        internal Sequential()
            : base(nameof(Sequential))
        {
        }

        protected Sequential(params (string name, torch.nn.Module<torch.Tensor, torch.Tensor> submodule)[] modules)
            : this()
        {
            foreach (var (layer, module) in modules) append(layer, module);
        }

        protected Sequential(params torch.nn.Module<torch.Tensor, torch.Tensor>[] modules)
            : this()
        {
            foreach (var module in modules) append(module);
        }

        public int Count => layers.Count;

        [IndexerName("SequentialItems")]
        public torch.nn.IModule<torch.Tensor, torch.Tensor> this[int index] => layers[index].Module;

        [IndexerName("SequentialItems")]
        public Sequential this[(int? start, int? end) index]
        {
            get
            {
                int start = index.start ?? 0, end = index.end ?? Count;
                if (start < 0 || start > Count) throw new IndexOutOfRangeException($"{start} is not a valid index.");
                if (end < 0 || end > Count) throw new IndexOutOfRangeException($"{end} is not a valid index.");
                var part = new Sequential();
                for (var i = start; i < end; i++) part.layers.Add(layers[i]);
                return part;
            }
        }

        [IndexerName("SequentialItems")]
        public Sequential this[Range index] => this[(index.Start.GetOffset(Count), index.End.GetOffset(Count))];

        public Sequential append(string name, torch.nn.IModule<torch.Tensor, torch.Tensor> module)
        {
            layers.Add((name, module));
            return this;
        }

        public Sequential append(torch.nn.IModule<torch.Tensor, torch.Tensor> module) => append(Count.ToString(), module);

        public override torch.Tensor forward(torch.Tensor tensor)
        {
            if (Count == 0) return tensor.alias();
            var current = layers[0].Module.call(tensor);
            for (var i = 1; i < Count; i++)
            {
                var next = layers[i].Module.call(current);
                current.Dispose();
                current = next;
            }
            return current;
        }

        public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
        {
            if (!recurse) yield break;
            var seen = new HashSet<torch.Tensor>(ReferenceEqualityComparer.Instance);
            foreach (var (layer, module) in named_children())
                foreach (var (key, parameter) in module.named_parameters(true))
                    if (!parameter.IsInvalid && seen.Add(parameter))
                        yield return ($"{layer}.{key}", parameter);
        }

        public override IEnumerable<(string name, torch.Tensor buffer)> named_buffers(bool recurse = true, bool include_persistent = true)
        {
            if (!recurse) yield break;
            var seen = new HashSet<torch.Tensor>(ReferenceEqualityComparer.Instance);
            foreach (var (layer, module) in named_children())
                foreach (var (key, buffer) in module.named_buffers(true, include_persistent))
                    if (!buffer.IsInvalid && seen.Add(buffer))
                        yield return ($"{layer}.{key}", buffer);
        }

        public override IEnumerable<(string name, torch.nn.Module module)> named_children()
        {
            foreach (var (layer, module) in layers) yield return (layer, (torch.nn.Module)module);
        }

        public override IEnumerable<(string name, torch.nn.Module module)> named_modules()
        {
            foreach (var child in named_children()) yield return child;
            foreach (var (layer, child) in named_children())
                foreach (var (inner, module) in child.named_modules())
                    yield return ($"{layer}.{inner}", module);
        }

        public override torch.nn.Module apply(Action<torch.nn.Module> fn)
        {
            foreach (var child in children()) child.apply(fn);
            fn(this);
            return this;
        }

        public override void train(bool on = true) => base.train(on);

        public override void eval() => base.eval();

        protected internal override torch.nn.Module _to(torch.ScalarType dtype, bool non_blocking)
        {
            foreach (var child in children()) child._to(dtype, non_blocking);
            return this;
        }

        protected internal override torch.nn.Module _to(torch.Device device, torch.ScalarType dtype, bool non_blocking)
        {
            foreach (var child in children()) child._to(device, dtype, non_blocking);
            return this;
        }

        protected internal override torch.nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
        {
            foreach (var child in children()) child._to(deviceType, deviceIndex, non_blocking);
            return this;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                foreach (var child in children())
                    child.Dispose();
            base.Dispose(disposing);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential() => new();

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => Sequential(modules.AsEnumerable());

            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential(modules.AsEnumerable());

            public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) => Sequential(modules.AsEnumerable());

            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules)
            {
                var result = Sequential();
                foreach (var (name, module) in modules) result.append(name, module);
                return result;
            }

            public static Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules)
            {
                var result = Sequential();
                foreach (var (name, module) in modules) result.append(name, module);
                return result;
            }

            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules)
            {
                var result = Sequential();
                foreach (var module in modules) result.append(module);
                return result;
            }
        }
    }
}
