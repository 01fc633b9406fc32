#nullable disable
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor> grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            nint[] o = Handles(outputs), i = Handles(inputs), g = Handles(grad_outputs), result = new nint[inputs.Count];
            fixed (nint* po = o, pi = i, pg = g, pr = result)
                Shim.Check(Shim.ts_autograd_grad(po, o.Length, pi, i.Length, pg, g.Length, retain_graph, create_graph, allow_unused, pr));
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return result.Select(h => new Tensor(h)).ToList();
        }

        public static void backward(IList<Tensor> tensors, IList<Tensor> grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null)
        {
            nint[] t = Handles(tensors), g = Handles(grad_tensors), i = Handles(inputs);
            fixed (nint* pt = t, pg = g, pi = i)
                Shim.Check(Shim.ts_backward(pt, t.Length, pg, g.Length, retain_graph ?? create_graph, create_graph, pi, i.Length));
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor> grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null) =>
            backward(new[] { tensor }, grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null) =>
            backward(new[] { tensor }, new[] { grad_tensor }, retain_graph, create_graph, inputs);

        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);

        private static nint[] Handles(IList<Tensor> tensors)
        {
            if (tensors is null) return [];
            var handles = new nint[tensors.Count];
            for (var i = 0; i < handles.Length; i++) handles[i] = tensors[i].Handle;
            return handles;
        }
    }
}
