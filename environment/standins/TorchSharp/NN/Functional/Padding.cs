using TorchSharp.Interop;

namespace TorchSharp;

public enum PaddingModes
{
    Zeros = 0,
    Reflect = 1,
    Replicate = 2,
    Circular = 3,
    Constant = 4,
}

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (ReadOnlySpan<long>)pad, mode, value);

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Reflect => Ops.pad.Call(input, pad, "reflect"),
                PaddingModes.Replicate => Ops.pad.Call(input, pad, "replicate"),
                PaddingModes.Circular => Ops.pad.Call(input, pad, "circular"),
                _ => Ops.pad.Call(input, pad, "constant", value),
            };

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, stackalloc long[] { pad.Item1, pad.Item2 }, mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, stackalloc long[] { pad.Item1, pad.Item2, pad.Item3, pad.Item4 }, mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, stackalloc long[] { pad }, mode, value);
        }
    }
}
