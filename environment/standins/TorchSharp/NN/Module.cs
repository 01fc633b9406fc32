using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module : IDisposable
        {
            protected OrderedDict<string, Module> _internal_submodules = new();
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = new();
            protected OrderedDict<string, Parameter> _internal_params = new();
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;
            protected string? name;

            private bool componentsRegistered;
            private bool inTraining = true;
            private bool disposed;

            protected Module(string name) => this.name = name;

            ~Module() => Dispose(false);

            public virtual bool training => inTraining;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || disposed) return;
                disposed = true;
                DisposeOwn();
                foreach (var (_, buffer) in named_buffers(false).ToList()) buffer.DetachFromDisposeScope().Dispose();
                foreach (var (_, parameter) in named_parameters(false).ToList()) parameter.DetachFromDisposeScope().Dispose();
                foreach (var (_, module) in named_modules().ToList()) module.Dispose();
            }

            /// <summary>Disposes what a module holds besides its parameters, buffers and children.</summary>
            private protected virtual void DisposeOwn()
            {
            }

            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            public virtual void train(bool train = true)
            {
                inTraining = train;
                foreach (var (_, module) in named_children()) module.train(train);
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, module) in _internal_submodules) module.apply(fn);
                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var (_, parameter) in named_parameters())
                {
                    using var grad = parameter.grad;
                    if (grad is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else grad.zero_();
                }
            }

            protected virtual void RegisterComponents()
            {
                if (componentsRegistered) return;
                foreach (var field in Fields(GetType()))
                {
                    var component = field.ComponentName();
                    if (_internal_submodules.ContainsKey(component) || _internal_params.ContainsKey(component) || _internal_buffers.ContainsKey(component)) continue;
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(component, module);
                            break;
                        case Parameter parameter:
                            register_parameter(component, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(component, tensor);
                            break;
                    }
                }
                componentsRegistered = true;
            }

            protected void ClearModules() => _internal_submodules.clear();

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());

            private static IEnumerable<FieldInfo> Fields(Type type)
            {
                const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
                var seen = new HashSet<string>();
                for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
                    foreach (var field in t.GetFields(all))
                        if (seen.Add(field.Name))
                            yield return field;
            }
        }
    }
}
