using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) => (ScalarType)Ops.result_type_Tensor.CallValue(tensor1, tensor2).Bits;

    public static bool can_cast(ScalarType from, ScalarType to) => Ops.can_cast.CallValue(from, to).Bits != 0;

    public static ScalarType promote_types(ScalarType type1, ScalarType type2) => (ScalarType)Ops.promote_types.CallValue(type1, type2).Bits;
}
