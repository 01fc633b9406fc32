using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null || tensor.IsInvalid)
                    throw new ArgumentNullException(nameof(tensor), "A null tensor cannot be registered as a buffer.");
                if (_internal_buffers.ContainsKey(name)) throw new InvalidOperationException($"Tensor {name} is already registered.");
                _internal_buffers.Add(name, (tensor, persistent));
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null || param.IsInvalid)
                    throw new ArgumentNullException(nameof(param), "A null tensor cannot be registered as a parameter.");
                if (_internal_params.ContainsKey(name)) throw new InvalidOperationException($"Parameter {name} is already registered.");
                _internal_params.Add(name, param);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null || submodule.disposed)
                {
                    if (_internal_submodules.ContainsKey(name)) _internal_submodules.Remove(name);
                    return;
                }
                if (name.Contains('.')) throw new ArgumentException($"module name can't contain \".\", got: {name}");
                if (string.IsNullOrEmpty(name)) throw new ArgumentException("module name can't be empty string \"\"");
                if (_internal_submodules.ContainsKey(name)) throw new InvalidOperationException($"Sub-module {name} is already registered.");
                submodule.RegisterComponents();
                _internal_submodules.Add(name, submodule);
            }

            protected void ConditionallyRegisterParameter(string name, Tensor value) => ConditionallyRegisterParameter(name, value as Parameter);

            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is not null) _internal_params[name] = value;
                else if (_internal_params.ContainsKey(name)) _internal_params.Remove(name);
            }

            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is not null) _internal_buffers[name] = (value, persistent);
                else if (_internal_buffers.ContainsKey(name)) _internal_buffers.Remove(name);
            }

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (key, parameter) in _internal_params)
                    if (!parameter.IsInvalid && seen.Add(parameter))
                        yield return (key, parameter);
                if (!recurse) yield break;
                foreach (var (module, submodule) in _internal_submodules)
                    foreach (var (key, parameter) in submodule.named_parameters(true))
                        if (seen.Add(parameter))
                            yield return ($"{module}.{key}", parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);

            // A buffer registered as not persistent is never listed, as in the real package.
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (key, (buffer, persistent)) in _internal_buffers)
                    if (persistent && !buffer.IsInvalid && seen.Add(buffer))
                        yield return (key, buffer);
                if (!recurse) yield break;
                foreach (var (module, submodule) in _internal_submodules)
                    foreach (var (key, buffer) in submodule.named_buffers(true, include_nonpersistent))
                        if (seen.Add(buffer))
                            yield return ($"{module}.{key}", buffer);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(b => b.buffer);

            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in _internal_submodules) yield return child;
                foreach (var (key, child) in _internal_submodules)
                    foreach (var (inner, module) in child.named_modules())
                        yield return ($"{key}.{inner}", module);
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(m => m.module);

            public virtual IEnumerable<Module> children() => named_children().Select(c => c.module);

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual Tensor? get_buffer(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                if (_internal_buffers.TryGetValue(target, out var buffer)) return buffer.Item1;
                return Child(target) is var (child, rest) ? child.get_buffer(rest) : null;
            }

            public virtual Parameter? get_parameter(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                if (_internal_params.TryGetValue(target, out var parameter)) return parameter;
                return Child(target) is var (child, rest) ? child.get_parameter(rest) : null;
            }

            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (key, parameter) in named_parameters()) destination.TryAdd(start + key, parameter);
                foreach (var (key, buffer) in named_buffers(include_nonpersistent: false)) destination.TryAdd(start + key, buffer);
                foreach (var (key, module) in _internal_submodules) module.state_dict(destination, start + key);
                return destination;
            }

            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                skip ??= [];
                var destination = state_dict();
                var unexpected = source.Keys.Where(k => !skip.Contains(k) && !destination.ContainsKey(k)).ToList();
                var missing = destination.Keys.Where(k => !skip.Contains(k) && !source.ContainsKey(k)).ToList();
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                    throw new InvalidOperationException("The loaded state_dict is not identical to the target dictionary.");
                using var _ = no_grad();
                foreach (var (key, value) in source)
                    if (!skip.Contains(key) && destination.TryGetValue(key, out var target))
                        target.copy_(value);
                return (missing, unexpected);
            }

            private (Module, string)? Child(string target)
            {
                var dot = target.IndexOf('.');
                if (dot < 0) return null;
                foreach (var (key, child) in named_children())
                    if (key == target[..dot])
                        return (child, target[(dot + 1)..]);
                return null;
            }
        }
    }
}
