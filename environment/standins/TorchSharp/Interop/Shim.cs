using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]
[module: SkipLocalsInit]

namespace TorchSharp.Interop;

/// <summary>The C functions of native/shim.cpp. Those that are short and never wait skip the GC transition.</summary>
internal static unsafe partial class Shim
{
    private const string Lib = Library.Name;

    [DllImport(Lib)] private static extern byte* ts_last_error();
    [DllImport(Lib)] internal static extern byte* ts_version();

    [DllImport(Lib)] internal static extern nint ts_op(byte* name, byte* overload);
    [DllImport(Lib)] internal static extern nint ts_call1(nint op, RawArg* args, int n);
    [DllImport(Lib)] internal static extern int ts_call0(nint op, RawArg* args, int n);
    [DllImport(Lib)] internal static extern int ts_call(nint op, RawArg* args, int n, RawArg** outs);
    [DllImport(Lib)] internal static extern void ts_free(void* p);
    [DllImport(Lib)] internal static extern nint ts_index(nint t, RawIndex* items, int n);
    [DllImport(Lib)] internal static extern nint ts_linear(nint x, nint w, nint b);
    [DllImport(Lib)] internal static extern nint ts_attend(nint q, nint k, nint v, nint mask, double scale);
    [DllImport(Lib)] internal static extern nint ts_gelu_tanh(nint x);
    [DllImport(Lib)] internal static extern int ts_index_put(nint t, RawIndex* items, int n, nint value, bool accumulate);

    [DllImport(Lib), SuppressGCTransition] internal static extern void ts_retain(nint t);
    [DllImport(Lib)] internal static extern void ts_release(nint t);
    [DllImport(Lib), SuppressGCTransition] internal static extern long ts_dim(nint t);
    [DllImport(Lib), SuppressGCTransition] internal static extern long ts_numel(nint t);
    [DllImport(Lib), SuppressGCTransition] internal static extern void ts_sizes(nint t, long* sizes);
    [DllImport(Lib)] internal static extern int ts_strides(nint t, long* strides);
    [DllImport(Lib), SuppressGCTransition] internal static extern int ts_dtype(nint t);
    [DllImport(Lib), SuppressGCTransition] internal static extern long ts_element_size(nint t);
    [DllImport(Lib), SuppressGCTransition] internal static extern int ts_device(nint t, int* index);
    [DllImport(Lib), SuppressGCTransition] internal static extern bool ts_is_contiguous(nint t);
    [DllImport(Lib), SuppressGCTransition] internal static extern bool ts_is_sparse(nint t);
    [DllImport(Lib)] internal static extern long ts_storage_offset(nint t);
    [DllImport(Lib)] internal static extern void* ts_data(nint t);

    [DllImport(Lib)] internal static extern bool ts_requires_grad(nint t);
    [DllImport(Lib)] internal static extern int ts_set_requires_grad(nint t, bool on);
    [DllImport(Lib)] internal static extern bool ts_is_leaf(nint t);
    [DllImport(Lib)] internal static extern int ts_retain_grad(nint t);
    [DllImport(Lib)] internal static extern nint ts_grad(nint t);
    [DllImport(Lib)] internal static extern int ts_set_grad(nint t, nint grad);
    [DllImport(Lib)] internal static extern int ts_backward(nint* t, int nt, nint* g, int ng, bool retain, bool create, nint* inputs, int ni);
    [DllImport(Lib)] internal static extern int ts_autograd_grad(nint* o, int no, nint* inputs, int ni, nint* g, int ng, bool retain, bool create, bool unused, nint* result);

    [DllImport(Lib), SuppressGCTransition] internal static extern bool ts_grad_enabled();
    [DllImport(Lib), SuppressGCTransition] internal static extern void ts_set_grad_enabled(bool on);
    [DllImport(Lib), SuppressGCTransition] internal static extern bool ts_inference_enabled();
    [DllImport(Lib)] internal static extern nint ts_inference_enter(bool on);
    [DllImport(Lib)] internal static extern void ts_inference_leave(nint guard);
    [DllImport(Lib)] internal static extern bool ts_anomaly_enabled();
    [DllImport(Lib)] internal static extern bool ts_anomaly_checks_nan();
    [DllImport(Lib)] internal static extern void ts_set_anomaly(bool on, bool checkNan);

    [DllImport(Lib)] internal static extern nint ts_generator_new(ulong seed, int device, int index);
    [DllImport(Lib)] internal static extern nint ts_generator_default();
    [DllImport(Lib)] internal static extern void ts_generator_release(nint g);
    [DllImport(Lib)] internal static extern int ts_generator_seed(nint g, ulong seed);
    [DllImport(Lib)] internal static extern ulong ts_generator_initial_seed(nint g);
    [DllImport(Lib)] internal static extern nint ts_generator_state(nint g);
    [DllImport(Lib)] internal static extern int ts_generator_set_state(nint g, nint state);
    [DllImport(Lib)] internal static extern int ts_manual_seed(ulong seed);
    [DllImport(Lib)] internal static extern int ts_cuda_manual_seed(ulong seed, bool all);

    [DllImport(Lib)] internal static extern int ts_num_threads();
    [DllImport(Lib)] internal static extern int ts_set_num_threads(int n);
    [DllImport(Lib)] internal static extern int ts_num_interop_threads();
    [DllImport(Lib)] internal static extern int ts_set_num_interop_threads(int n);
    [DllImport(Lib)] internal static extern bool ts_cuda_available();
    [DllImport(Lib)] internal static extern bool ts_cudnn_available();
    [DllImport(Lib)] internal static extern int ts_cuda_device_count();
    [DllImport(Lib)] internal static extern int ts_cuda_synchronize(long device);
    [DllImport(Lib)] internal static extern int ts_set_default_dtype(int dtype);
    [DllImport(Lib)] internal static extern bool ts_allow_tf32(bool cudnn);
    [DllImport(Lib)] internal static extern void ts_set_allow_tf32(bool cudnn, bool on);

    /// <summary>libtorch's message of the last failure on this thread.</summary>
    internal static string LastError => Marshal.PtrToStringUTF8((nint)ts_last_error()) ?? "";

    /// <exception cref="ExternalException">Always, with libtorch's message.</exception>
    internal static Exception Failed()
    {
        var message = LastError;
        return new ExternalException(message.Length > 0 ? message : "libtorch returned an undefined tensor");
    }

    /// <exception cref="ExternalException">The status is negative.</exception>
    internal static void Check(int status)
    {
        if (status < 0) throw Failed();
    }

    /// <summary>Wraps a handle that carries one reference.</summary>
    /// <exception cref="ExternalException">The handle is zero.</exception>
    internal static torch.Tensor Own(nint handle) => handle == 0 ? throw Failed() : new torch.Tensor(handle);

    /// <summary>As <see cref="Own"/>, of a kernel that may not apply: null then.</summary>
    /// <exception cref="ExternalException">The kernel failed.</exception>
    internal static torch.Tensor? OwnIfAny(nint handle) => handle != 0 || LastError.Length > 0 ? Own(handle) : null;
}
