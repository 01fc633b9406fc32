using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Ops.abs.Call(this);

        public Tensor abs_() => Ops.abs_.CallInPlace(this);

        public Tensor ceil() => Ops.ceil.Call(this);

        public Tensor ceil_() => Ops.ceil_.CallInPlace(this);

        public Tensor exp() => Ops.exp.Call(this);

        public Tensor exp_() => Ops.exp_.CallInPlace(this);

        public Tensor exp2() => Ops.exp2.Call(this);

        public Tensor expm1() => Ops.expm1.Call(this);

        public Tensor expm1_() => Ops.expm1_.CallInPlace(this);

        public Tensor floor() => Ops.floor.Call(this);

        public Tensor floor_() => Ops.floor_.CallInPlace(this);

        public Tensor frac() => Ops.frac.Call(this);

        public Tensor frac_() => Ops.frac_.CallInPlace(this);

        public Tensor log() => Ops.log.Call(this);

        public Tensor log_() => Ops.log_.CallInPlace(this);

        public Tensor log10() => Ops.log10.Call(this);

        public Tensor log10_() => Ops.log10_.CallInPlace(this);

        public Tensor log1p() => Ops.log1p.Call(this);

        public Tensor log1p_() => Ops.log1p_.CallInPlace(this);

        public Tensor log2() => Ops.log2.Call(this);

        public Tensor log2_() => Ops.log2_.CallInPlace(this);

        public Tensor neg() => Ops.neg.Call(this);

        public Tensor neg_() => Ops.neg_.CallInPlace(this);

        public Tensor reciprocal() => Ops.reciprocal.Call(this);

        public Tensor reciprocal_() => Ops.reciprocal_.CallInPlace(this);

        public Tensor rsqrt() => Ops.rsqrt.Call(this);

        public Tensor rsqrt_() => Ops.rsqrt_.CallInPlace(this);

        public Tensor sqrt() => Ops.sqrt.Call(this);

        public Tensor sqrt_() => Ops.sqrt_.CallInPlace(this);

        public Tensor sign() => Ops.sign.Call(this);

        public Tensor sign_() => Ops.sign_.CallInPlace(this);

        public Tensor sgn() => Ops.sgn.Call(this);

        public Tensor sgn_() => Ops.sgn_.CallInPlace(this);

        public Tensor trunc() => Ops.trunc.Call(this);

        public Tensor trunc_() => Ops.trunc_.CallInPlace(this);

        public Tensor sigmoid() => Ops.sigmoid.Call(this);

        public Tensor sigmoid_() => Ops.sigmoid_.CallInPlace(this);

        public Tensor erf() => Ops.erf.Call(this);

        public Tensor erf_() => Ops.erf_.CallInPlace(this);

        public Tensor erfc() => Ops.erfc.Call(this);

        public Tensor erfc_() => Ops.erfc_.CallInPlace(this);

        public Tensor erfinv() => Ops.erfinv.Call(this);

        public Tensor erfinv_() => Ops.erfinv_.CallInPlace(this);

        public Tensor lgamma() => Ops.lgamma.Call(this);

        public Tensor lgamma_() => Ops.lgamma_.CallInPlace(this);

        public Tensor digamma() => Ops.digamma.Call(this);

        public Tensor digamma_() => Ops.digamma_.CallInPlace(this);

        public Tensor bitwise_not() => Ops.bitwise_not.Call(this);

        public Tensor bitwise_not_() => Ops.bitwise_not_.CallInPlace(this);

        public Tensor logical_not() => Ops.logical_not.Call(this);

        public Tensor logical_not_() => Ops.logical_not_.CallInPlace(this);

        public Tensor absolute() => abs();

        public Tensor negative() => neg();

        public Tensor square() => pow(2);

        public Tensor fix() => trunc();

        public Tensor positive() => Ops.positive.Call(this);

        public Tensor signbit() => Ops.signbit.Call(this);

        public static Tensor operator -(Tensor tensor) => tensor.neg();

        public Tensor round(long decimals = 0L) => Ops.round_decimals.Call(this, decimals);

        public Tensor round_(long decimals = 0L) => Ops.round__decimals.CallInPlace(this, decimals);

        public Tensor logit(double? eps = null) => Ops.logit.Call(this, eps);

        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) => Ops.nan_to_num.Call(this, nan, posinf, neginf);
    }
}
