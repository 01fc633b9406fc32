using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool is_leaf => Kept(Shim.ts_is_leaf(Handle));

        public bool requires_grad
        {
            get => Kept(Shim.ts_requires_grad(Handle));
            set
            {
                Shim.Check(Shim.ts_set_requires_grad(Handle, value));
                GC.KeepAlive(this);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad()
        {
            Shim.Check(Shim.ts_retain_grad(Handle));
            GC.KeepAlive(this);
        }

        public Tensor? grad
        {
            get
            {
                var g = Shim.ts_grad(Handle);
                GC.KeepAlive(this);
                return g == 0 ? null : new Tensor(g);
            }
            set
            {
                Shim.Check(Shim.ts_set_grad(Handle, value is null ? 0 : value.Handle));
                GC.KeepAlive(value);
                GC.KeepAlive(this);
            }
        }

        public void backward() => autograd.backward(this);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward(new[] { this }, grad_tensors, retain_graph, create_graph, inputs);
    }
}
