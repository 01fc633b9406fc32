using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Ops.add_Tensor.Call(this, target);

        public Tensor add(Tensor target, Scalar alpha) => Ops.add_Tensor.Call(this, target, alpha);

        public Tensor add(Scalar scalar) => Ops.add_Scalar.Call(this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Ops.add_Scalar.Call(this, scalar, alpha);

        public Tensor add_(Tensor target) => Ops.add__Tensor.CallInPlace(this, target);

        public Tensor add_(Tensor target, Scalar alpha) => Ops.add__Tensor.CallInPlace(this, target, alpha);

        public Tensor add_(Scalar scalar) => Ops.add__Scalar.CallInPlace(this, scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => Ops.add__Scalar.CallInPlace(this, scalar, alpha);

        public Tensor sub(Tensor target) => Ops.sub_Tensor.Call(this, target);

        public Tensor sub(Scalar target) => Ops.sub_Scalar.Call(this, target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract_(Scalar target) => sub_(target);

        public Tensor subtract_(Tensor target) => sub_(target);

        public Tensor sub_(Tensor target) => Ops.sub__Tensor.CallInPlace(this, target);

        public Tensor sub_(Scalar target) => Ops.sub__Scalar.CallInPlace(this, target);

        public Tensor mul(Tensor target) => Ops.mul_Tensor.Call(this, target);

        public Tensor mul(Scalar target) => Ops.mul_Scalar.Call(this, target);

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor mul_(Tensor target) => Ops.mul__Tensor.CallInPlace(this, target);

        public Tensor mul_(Scalar target) => Ops.mul__Scalar.CallInPlace(this, target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None
            ? Ops.div_Tensor.Call(this, target)
            : Ops.div_Tensor_mode.Call(this, target, Rounding(rounding_mode));

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None
            ? Ops.div__Tensor.CallInPlace(this, target)
            : Ops.div__Tensor_mode.CallInPlace(this, target, Rounding(rounding_mode));

        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        public Tensor true_divide(Tensor other) => Ops.true_divide_Tensor.Call(this, other);

        public Tensor true_divide_(Tensor other) => Ops.true_divide__Tensor.CallInPlace(this, other);

        public Tensor remainder(Tensor target) => Ops.remainder_Tensor.Call(this, target);

        public Tensor remainder_(Tensor target) => Ops.remainder__Tensor.CallInPlace(this, target);

        public Tensor fmod(Tensor target) => Ops.fmod_Tensor.Call(this, target);

        public Tensor fmod_(Tensor target) => Ops.fmod__Tensor.CallInPlace(this, target);

        public Tensor floor_divide(Tensor other) => Ops.floor_divide.Call(this, other);

        public Tensor floor_divide_(Tensor other) => Ops.floor_divide__Tensor.CallInPlace(this, other);

        public Tensor pow(Tensor exponent) => Ops.pow_Tensor_Tensor.Call(this, exponent);

        public Tensor pow_(Tensor exponent) => Ops.pow__Tensor.CallInPlace(this, exponent);

        public Tensor xlogy(Tensor y) => Ops.xlogy_Tensor.Call(this, y);

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None
            ? Ops.div_Scalar.Call(this, target)
            : Ops.div_Scalar_mode.Call(this, target, Rounding(rounding_mode));

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None
            ? Ops.div__Scalar.CallInPlace(this, target)
            : Ops.div__Scalar_mode.CallInPlace(this, target, Rounding(rounding_mode));

        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        public Tensor true_divide(Scalar other) => Ops.true_divide_Scalar.Call(this, other);

        public Tensor true_divide_(Scalar other) => Ops.true_divide__Scalar.CallInPlace(this, other);

        public Tensor remainder(Scalar scalar) => Ops.remainder_Scalar.Call(this, scalar);

        public Tensor remainder_(Scalar scalar) => Ops.remainder__Scalar.CallInPlace(this, scalar);

        public Tensor fmod(Scalar scalar) => Ops.fmod_Scalar.Call(this, scalar);

        public Tensor fmod_(Scalar scalar) => Ops.fmod__Scalar.CallInPlace(this, scalar);

        public Tensor floor_divide(Scalar other) => Ops.floor_divide_Scalar.Call(this, other);

        public Tensor floor_divide_(Scalar other) => Ops.floor_divide__Scalar.CallInPlace(this, other);

        public Tensor pow(Scalar exponent) => Ops.pow_Tensor_Scalar.Call(this, exponent);

        public Tensor pow_(Scalar exponent) => Ops.pow__Scalar.CallInPlace(this, exponent);

        public Tensor xlogy(Scalar y) => Ops.xlogy_Scalar_Other.Call(this, y);

        private static string Rounding(RoundingMode mode) => mode == RoundingMode.floor ? "floor" : "trunc";

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.addcmul.Call(this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.addcmul_.CallInPlace(this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.addcdiv.Call(this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Ops.addcdiv.Call(this, tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.addcdiv_.CallInPlace(this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Ops.addcdiv_.CallInPlace(this, tensor1, tensor2);

        public Tensor lerp(Tensor end, Tensor weight) => Ops.lerp_Tensor.Call(this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => Ops.lerp__Tensor.CallInPlace(this, end, weight);

        public Tensor maximum(Tensor other) => Ops.maximum.Call(this, other);

        public Tensor minimum(Tensor other) => Ops.minimum.Call(this, other);

        public Tensor fmax(Tensor other) => Ops.fmax.Call(this, other);

        public Tensor fmin(Tensor other) => Ops.fmin.Call(this, other);

        public Tensor hypot(Tensor other) => Ops.hypot.Call(this, other);

        public Tensor logaddexp(Tensor other) => Ops.logaddexp.Call(this, other);

        public Tensor float_power(Tensor target) => Ops.float_power_Tensor_Tensor.Call(this, target);

        public Tensor copysign(Tensor other) => Ops.copysign_Tensor.Call(this, other);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Ops.clamp.Call(this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Ops.clamp_Tensor.Call(this, min, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Ops.clamp_.CallInPlace(this, min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Ops.clamp__Tensor.CallInPlace(this, min, max);

        public Tensor clamp_max(Scalar max) => Ops.clamp_max.Call(this, max);

        public Tensor clamp_max_(Scalar max) => Ops.clamp_max_.CallInPlace(this, max);

        public Tensor clamp_min(Scalar min) => Ops.clamp_min.Call(this, min);

        public Tensor clamp_min_(Scalar min) => Ops.clamp_min_.CallInPlace(this, min);

        public Tensor bitwise_and(Tensor other) => Ops.bitwise_and_Tensor.Call(this, other);

        public Tensor bitwise_and_(Tensor other) => Ops.bitwise_and__Tensor.CallInPlace(this, other);

        public Tensor logical_and(Tensor other) => Ops.logical_and.Call(this, other);

        public Tensor logical_and_(Tensor other) => Ops.logical_and_.CallInPlace(this, other);

        public Tensor bitwise_or(Tensor other) => Ops.bitwise_or_Tensor.Call(this, other);

        public Tensor bitwise_or_(Tensor other) => Ops.bitwise_or__Tensor.CallInPlace(this, other);

        public Tensor logical_or(Tensor other) => Ops.logical_or.Call(this, other);

        public Tensor logical_or_(Tensor other) => Ops.logical_or_.CallInPlace(this, other);

        public Tensor bitwise_xor(Tensor other) => Ops.bitwise_xor_Tensor.Call(this, other);

        public Tensor bitwise_xor_(Tensor other) => Ops.bitwise_xor__Tensor.CallInPlace(this, other);

        public Tensor logical_xor(Tensor other) => Ops.logical_xor.Call(this, other);

        public Tensor logical_xor_(Tensor other) => Ops.logical_xor_.CallInPlace(this, other);

        public Tensor bitwise_left_shift(Tensor other) => Ops.bitwise_left_shift_Tensor.Call(this, other);

        public Tensor bitwise_right_shift(Tensor other) => Ops.bitwise_right_shift_Tensor.Call(this, other);
    }
}
