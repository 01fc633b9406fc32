using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        dtype ??= is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type) ? ScalarType.Int64 : get_default_dtype();
        return Made(Ops.arange_start_step.Call(start, stop, step, dtype, Arg.None, InitializeDevice(device)), requires_grad);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Ops.linspace.Call(start, end, steps, dtype ?? get_default_dtype(), Arg.None, InitializeDevice(device)), requires_grad);

    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Ops.logspace.Call(start, end, steps, @base, dtype ?? get_default_dtype(), Arg.None, InitializeDevice(device)), requires_grad);

    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(Ops.eye_m.Call(rows, columns == -1 ? rows : columns, dtype ?? get_default_dtype(), Arg.None, InitializeDevice(device)), requires_grad, names);
}
