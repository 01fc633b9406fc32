"""Writes operators.json: what PyTorch gives for every public operator of the stand-in. See README.md."""
import json
import math
import sys

import torch

torch.manual_seed(0)
torch.set_num_threads(1)
F = torch.nn.functional
f32, f64, i64, i32, boolean = torch.float32, torch.float64, torch.int64, torch.int32, torch.bool
cases = []
no_gradient = {"floor_divide"}  # PyTorch has none


class Name(str):
    """An enum member of C#."""


def number(x):
    if isinstance(x, bool): return x
    if isinstance(x, int): return x
    if math.isnan(x): return "NaN"
    if math.isinf(x): return "Infinity" if x > 0 else "-Infinity"
    return float(x)


def tensor(t):
    if t._is_zerotensor(): t = torch.zeros(t.shape, dtype=t.dtype)
    layout = ("plain" if t.is_contiguous() else "expanded" if 0 in t.stride()
              else "transposed" if t.dim() > 1 and t.transpose(0, -1).is_contiguous() else "stepped")
    return {"dtype": str(t.dtype).removeprefix("torch."), "shape": list(t.shape), "layout": layout,
            "values": [number(v) for v in t.detach().flatten().tolist()]}


def argument(a):
    if isinstance(a, torch.Tensor): return {"tensor": tensor(a)}
    if isinstance(a, torch.dtype): return {"dtype": str(a).removeprefix("torch.")}
    if isinstance(a, Name): return {"enum": str(a)}
    if a and isinstance(a, (list, tuple)) and isinstance(a[0], torch.Tensor): return {"tensors": [tensor(t) for t in a]}
    if isinstance(a, (list, tuple)): return {"longs": list(a)}
    if isinstance(a, float): return {"double": number(a)}
    return a


def flat(result):
    if isinstance(result, torch.Tensor): return [result]
    if isinstance(result, (bool, int, float)): return [torch.tensor(result)]
    return [r for r in result if r is not None]


def case(name, *args, fn=None, grad=None, order="any", label=""):
    """One call; the first argument is the tensor whose method is called. `args` are C#'s, `fn` takes them too."""
    fn = fn or getattr(torch, name, None) or getattr(torch.Tensor, name)
    results = flat(fn(*args))
    tensors = [a for a in args if isinstance(a, torch.Tensor)] + [t for a in args if isinstance(a, (list, tuple)) for t in a if isinstance(t, torch.Tensor)]
    record = {"name": name, "label": label, "args": [argument(a) for a in args], "results": [tensor(r) for r in results]}
    floating = [t for t in tensors if t.dtype == f64]
    if grad is None: grad = bool(floating) and all(t.dtype in (f64, i64, boolean) for t in tensors)
    if grad and results[0].dtype == f64:
        leaves = {id(t): t.detach().clone(memory_format=torch.preserve_format).requires_grad_() for t in floating}
        swap = lambda a: leaves.get(id(a), a) if isinstance(a, torch.Tensor) else [swap(x) for x in a] if isinstance(a, (list, tuple)) and a and isinstance(a[0], torch.Tensor) else a
        out = flat(fn(*[swap(a) for a in args]))
        loss = sum((o * torch.cos(torch.arange(o.numel(), dtype=f64)).view(o.shape)).sum() for o in out if o.dtype == f64)
        if torch.is_tensor(loss) and loss.requires_grad and name not in no_gradient:
            loss.backward()
            record["gradients"] = [tensor(leaves[id(t)].grad.contiguous()) if leaves[id(t)].grad is not None else None for t in floating]
    cases.append(record)


def make(shape, dtype=f64, low=-2.0, high=2.0, layout="plain"):
    if dtype == boolean: t = torch.rand(shape) < 0.5
    elif dtype.is_floating_point: t = (torch.rand(shape, dtype=f64) * (high - low) + low).to(dtype)
    else: t = torch.randint(int(low), int(high) + 1, shape, dtype=dtype)
    if layout == "transposed": t = t.transpose(0, -1).contiguous().transpose(0, -1)
    if layout == "stepped": t = torch.stack([t, torch.zeros_like(t)], -1).flatten(-2)[..., ::2]
    if layout == "expanded": t = t[:1].expand(shape)
    return t


# ---- one tensor in, one out: name, domain
unary = {n: (-2, 2) for n in "abs absolute atan arctan asinh arcsinh ceil cos cosh deg2rad erf erfc exp exp2 expm1 fix floor frac neg negative positive relu round sgn sigmoid sign signbit sin sinc sinh square tan tanh trunc nan_to_num isfinite isinf isnan isneginf isposinf isreal logical_not".split()}
unary |= {n: (-0.9, 0.9) for n in "acos arccos asin arcsin atanh arctanh erfinv".split()}
unary |= {n: (0.2, 3) for n in "digamma lgamma log log10 log1p log2 rsqrt sqrt reciprocal".split()}
unary |= {n: (1.1, 3) for n in "acosh arccosh".split()}
del unary["deg2rad"]
for name, (low, high) in unary.items():
    for dtype in (f64, f32):
        case(name, make((2, 3), dtype, low, high))
    case(name, make((2, 3, 2), f64, low, high, "transposed"), label="transposed")
    case(name, make((4,), f32, low, high, "stepped"), label="stepped")
    case(name, make((3, 2), f64, low, high, "expanded"), label="expanded", grad=False)
    case(name, make((), f64, low, high), label="scalar")
    case(name, make((0, 3), f32, low, high), label="empty")
    whole = make((2, 2), i64, math.ceil(low), math.floor(high))
    if name not in ("frac", "fix", "ceil", "floor", "round", "trunc", "nan_to_num", "reciprocal") and low != -0.9: case(name, whole, label="int64")
for name, fn, low, high in [("relu6", F.relu6, -2, 8), ("hardsigmoid", F.hardsigmoid, -4, 4), ("hardswish", F.hardswish, -4, 4), ("selu", F.selu, -2, 2), ("gelu", F.gelu, -3, 3),
                            ("silu", F.silu, -3, 3), ("log_sigmoid", F.logsigmoid, -3, 3), ("logsigmoid", F.logsigmoid, -3, 3)]:
    for dtype in (f64, f32):
        case(name, make((2, 3), dtype, low, high), fn=fn)
    case(name, make((2, 3), f64, low, high, "transposed"), fn=fn, label="transposed")
special = torch.tensor([math.nan, math.inf, -math.inf, -0.0, 0.0, 1e30, -1e-30], dtype=f64)
for name in "abs ceil exp isfinite isinf isnan isneginf isposinf log1p nan_to_num neg relu sgn sigmoid sign signbit sqrt tanh trunc square".split():
    case(name, special, grad=False, label="special")
    case(name, special.float(), grad=False, label="special")
case("bitwise_not", make((2, 3), i64)); case("bitwise_not", make((2, 3), boolean)); case("logical_not", make((2, 3), boolean))
case("round", make((2, 3), f64), 2, fn=lambda x, d: torch.round(x, decimals=d)); case("logit", make((2, 3), f64, 0.1, 0.9)); case("logit", make((2, 3), f64, 0, 1), 0.2)
case("softplus", make((2, 3)), fn=F.softplus); case("softplus", make((2, 3)), 2.0, 1.0, fn=F.softplus)
case("elu", make((2, 3)), 0.7, fn=F.elu); case("celu", make((2, 3)), 0.7, fn=torch.celu); case("leaky_relu", make((2, 3)), 0.1, fn=F.leaky_relu)
case("threshold", make((2, 3)), 0.1, 5.0, fn=F.threshold); case("glu", make((2, 4)), -1, fn=F.glu)
case("prelu", make((2, 3)), make((3,)), fn=torch.prelu)
case("nan_to_num", special, 7.0, 8.0, 9.0, grad=False)

# ---- two tensors, broadcasting and promotion
shapes = [((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1, 3), (2, 1)), ((), (2, 2)), ((2, 0), (1, 1))]
binary = {n: (0.5, 3) for n in "add sub subtract mul multiply div divide true_divide floor_divide fmod remainder pow atan2 maximum minimum fmax fmin hypot copysign float_power eq ne not_equal lt less le less_equal gt greater ge greater_equal xlogy logaddexp".split()}
for name, (low, high) in binary.items():
    for left, right in shapes:
        for dtype in (f64, f32):
            case(name, make(left, dtype, low, high), make(right, dtype, low, high))
    case(name, make((2, 3), f64, low, high, "transposed"), make((2, 3), f64, low, high, "stepped"), label="strided")
    if name not in ("logaddexp", "hypot"):
        case(name, make((2, 3), i64, 1, 5), make((3,), i64, 1, 3), label="int64")
        case(name, make((2, 3), i64, 1, 5), make((3,), f32, 1, 3), label="promoted")
        case(name, make((2, 3), i32, 1, 5), make((), i64, 1, 3), label="promoted scalar")
    if name in "add sub subtract mul multiply div divide true_divide floor_divide fmod remainder pow eq ne lt le gt ge xlogy".split():
        for scalar in (2, 1.5):
            case(name, make((2, 3), f64, low, high), scalar); case(name, make((2, 3), f32, low, high), scalar); case(name, make((2, 3), i64, 1, 5), scalar)
for name in "div divide".split():
    for mode in ("trunc", "floor"):
        for dtype in (f64, i64):
            case(name, make((2, 3), dtype, -7, 7), make((3,), dtype, 1, 3), Name(mode), fn=lambda a, b, m: torch.div(a, b, rounding_mode=str(m)), grad=False)
            case(name, make((2, 3), dtype, -7, 7), 2, Name(mode), fn=lambda a, b, m: torch.div(a, b, rounding_mode=str(m)), grad=False)
for name in ("add",):
    case(name, make((2, 3)), make((3,)), 0.5, fn=lambda a, b, k: torch.add(a, b, alpha=k)); case(name, make((2, 3), i64), make((3,), i64), 2, fn=lambda a, b, k: torch.add(a, b, alpha=k))
    case(name, make((2, 3)), 2.0, 0.5, fn=lambda a, b, k: torch.add(a, b, alpha=k))
for name in "bitwise_and bitwise_or bitwise_xor".split():
    case(name, make((2, 3), i64, 0, 9), make((3,), i64, 0, 9)); case(name, make((2, 3), boolean), make((3,), boolean))
for name in "bitwise_left_shift bitwise_right_shift".split(): case(name, make((2, 3), i64, 0, 9), make((3,), i64, 0, 3))
for name in "logical_and logical_or logical_xor".split():
    for dtype in (boolean, i64, f32): case(name, make((2, 3), dtype, -1, 1), make((3,), dtype, -1, 1))
case("isclose", torch.tensor([1.0, 2, math.nan]), torch.tensor([1.0 + 1e-9, 2.1, math.nan])); case("isclose", torch.tensor([1.0, 2, math.nan]), torch.tensor([1.05, 2.1, math.nan]), 0.06, 0.0, True)
case("max", make((2, 3)), make((2, 3))); case("min", make((2, 3)), make((2, 3)))
case("isin", make((2, 3), i64), make((2,), i64)); case("isin", make((2, 3), i64), make((2,), i64), False, True, fn=lambda a, b, u, i: torch.isin(a, b, assume_unique=u, invert=i))
case("where", make((2, 3)), make((2, 3), boolean), make((3,)), fn=lambda x, c, y: torch.where(c, x, y)); case("lerp", make((2, 3)), make((3,)), make((2, 1)))
case("addcmul", make((2, 3)), make((3,)), make((2, 1)), 0.5, fn=lambda a, b, c, v: torch.addcmul(a, b, c, value=v)); case("addcdiv", make((2, 3)), make((3,)), make((2, 1), low=1.0), 0.5, fn=lambda a, b, c, v: torch.addcdiv(a, b, c, value=v))
case("addcdiv", make((2, 3)), make((3,)), make((2, 1), low=1.0))
case("clamp", make((2, 3)), -0.5, 0.7); case("clip", make((2, 3)), -0.5, 0.7); case("clamp", make((2, 3), i64), -1, 1); case("clamp", make((2, 3)), make((3,), low=-1, high=0), make((3,), low=0, high=1))
case("clamp_min", make((2, 3)), 0.1); case("clamp_max", make((2, 3)), 0.1); case("masked_fill", make((2, 3)), make((3,), boolean), 5.0, fn=torch.Tensor.masked_fill)
case("allclose", make((2, 2)), make((2, 2))); case("equal", make((2, 3), i64, 0, 1), make((3,), i64, 0, 1), fn=torch.eq); x = make((2, 2)); case("allclose", x, x + 1e-9)

# ---- products
for layout in ("plain", "transposed"):
    for dtype in (f64, f32):
        case("matmul", make((2, 3), dtype, layout=layout), make((3, 4), dtype, layout=layout)); case("mm", make((2, 3), dtype, layout=layout), make((3, 4), dtype, layout=layout))
        case("bmm", make((2, 3, 4), dtype, layout=layout), make((2, 4, 2), dtype, layout=layout)); case("mv", make((2, 3), dtype, layout=layout), make((3,), dtype))
case("matmul", make((3,)), make((3,))); case("matmul", make((2, 3)), make((3,))); case("matmul", make((3,)), make((3, 2))); case("matmul", make((2, 1, 2, 3)), make((3, 3, 2))); case("matmul", make((2, 3), i64), make((3, 2), i64))
case("matmul", make((0, 3)), make((3, 2)))
case("dot", make((3,)), make((3,))); case("vdot", make((3,)), make((3,))); case("inner", make((2, 3)), make((4, 3))); case("outer", make((2,)), make((3,))); case("ger", make((2,)), make((3,))); case("kron", make((2, 2)), make((1, 3)))
case("addmm", make((2, 4)), make((2, 3)), make((3, 4)), 0.5, 2.0, fn=lambda i, a, b, beta, alpha: torch.addmm(i, a, b, beta=beta, alpha=alpha)); case("addmm", make((4,)), make((2, 3)), make((3, 4)))
case("addmv", make((2,)), make((2, 3)), make((3,)), 0.5, 2.0, fn=lambda i, a, b, beta, alpha: torch.addmv(i, a, b, beta=beta, alpha=alpha)); case("addr", make((2, 3)), make((2,)), make((3,)), 0.5, 2.0, fn=lambda i, a, b, beta, alpha: torch.addr(i, a, b, beta=beta, alpha=alpha))
case("addbmm", make((2, 4)), make((3, 2, 3)), make((3, 3, 4)), 0.5, 2.0, fn=lambda i, a, b, beta, alpha: torch.addbmm(i, a, b, beta=beta, alpha=alpha))
case("trace", make((3, 3))); case("dist", make((2, 3)), make((2, 3)), 2.0); case("norm", make((2, 3))); case("norm", make((2, 3)), 1.0)
case("norm", make((2, 3)), 1, True, 2.0, fn=lambda x, d, k, p: torch.norm(x, p, d, k))

# ---- reductions
for layout in ("plain", "transposed"):
    for dtype in (f64, f32, i64, boolean):
        x = make((2, 3, 2), dtype, layout=layout)
        for name in "sum prod amax amin all any count_nonzero".split():
            if dtype == boolean and name in ("prod",): continue
            if name in ("amax", "amin"): case(name, x, [1], True); case(name, x, [0, -1])
            elif name == "count_nonzero": case(name, x); case(name, x, [0, 1])
            elif name in ("all", "any"): case(name, x); case(name, x, 1); case(name, x, -1, True)
            else: case(name, x); case(name, x, 1); case(name, x, -1, True)
        case("sum", x, [0, 2], True); (case("argmax", x), case("argmin", x)) if dtype != boolean else None
        if dtype != boolean:
            case("argmax", x, 1, True, grad=False); case("argmin", x, -1)
            for name in ("max", "min"): case(name, x)
        if dtype.is_floating_point:
            case("mean", x); case("mean", x, [1], True); case("logsumexp", x, 1); case("logsumexp", x, 1, True); case("nansum", x)
            for name in "std var".split():
                case(name, x); case(name, x, 1, True, True); case(name, x, [0, 1], False, False)
            case("std", x, False)
            for name in "std_mean var_mean".split(): case(name, x); case(name, x, 1, False, True)
            for name in "max min".split(): case(name, x, 1); case(name, x, -1, True)
            case("median", x.flatten()[:5]); case("mode", make((2, 5), dtype).round(), 1, True, grad=False); case("kthvalue", x, 2, 1); case("quantile", x.flatten(), torch.tensor([0.1, 0.5], dtype=dtype), grad=False)
            case("softmax", x, 1); case("softmax", x, -1, f64, fn=lambda a, d, t: torch.softmax(a, d, dtype=t), grad=False); case("log_softmax", x, 1, fn=F.log_softmax); case("logcumsumexp", x, 1)
            case("sort", x, 1); case("sort", x, -1, True, fn=lambda a, d, r: torch.sort(a, d, r)); case("topk", x, 2, 1); case("topk", x, 1, -1, False); case("msort", x); case("argsort", x, 1, True, fn=lambda a, d, r: torch.argsort(a, d, r), grad=False)
        if dtype != boolean: case("cumsum", x, 1); case("cumprod", x, -1); case("cummax", x, 1); case("cummin", x, 1); case("aminmax", x, fn=torch.aminmax, grad=False)
case("sum", make((2, 3), f32), f64, fn=lambda x, t: torch.sum(x, dtype=t)); case("sum", make((2, 3, 2)), 0, 1, fn=lambda x, a, b: x.sum((a, b))); case("sum", make((2, 3, 2)), 0, 1, 2, fn=lambda x, a, b, c: x.sum((a, b, c))); case("sum", torch.zeros(0, 3, dtype=f64), 0)
case("mean", make((2, 3), f32), [1], False, f64, fn=lambda x, d, k, t: x.mean(d, k, dtype=t)); case("cumsum", make((2, 3), boolean), 1); case("diff", make((2, 4))); case("diff", make((2, 4)), 2, 0) if False else None
case("prod", make((2, 3), f32), f64, fn=lambda x, t: torch.prod(x, dtype=t)); case("bincount", make((6,), i64, 0, 4), None, 7, fn=lambda x, w, m: torch.bincount(x, w, m)); case("bincount", make((6,), i64, 0, 4), make((6,)), grad=False)
case("histc", make((9,), f32), 4, -2, 2, fn=lambda x, b, lo, hi: torch.histc(x, b, lo, hi), grad=False); case("bucketize", make((2, 3)), torch.tensor([-1.0, 0, 1], dtype=f64)); case("searchsorted", torch.tensor([-1.0, 0, 1], dtype=f64), make((2, 3)))
case("nansum", torch.tensor([1.0, math.nan])); case("all", torch.zeros(0, dtype=boolean)); case("any", torch.zeros(0, dtype=boolean))
case("max", torch.tensor([1.0, math.nan, 3]), grad=False); case("argmax", torch.tensor([1.0, 3, 3, math.nan])); case("argmax", torch.tensor([1.0, 3, 3])); case("sort", torch.tensor([2.0, 1, 2, 1]), 0, False, True, fn=lambda a, d, r, s: torch.sort(a, dim=d, descending=r, stable=s))
case("unique", torch.tensor([3, 1, 3, 2]), True, True, True, fn=lambda x, s, i, c: torch.unique(x, s, i, c))

# ---- shapes
for layout in ("plain", "transposed", "stepped"):
    x = make((2, 3, 4), f64, layout=layout)
    case("reshape", x, [4, -1]); case("flatten", x); case("flatten", x, 1, 2); case("ravel", x); case("transpose", x, 0, 2); case("swapaxes", x, 0, 1); case("swapdims", x, 0, -1); case("permute", x, [2, 0, 1]); case("movedim", x, [0, 1], [2, 0]); case("moveaxis", x, [0], [2])
    case("unsqueeze", x, 1); case("unsqueeze", x, -1); case("narrow", x, 1, 1, 2); case("select", x, 1, 2); case("select", x, -1, -1); case("slice", x, 1, 0, 3, 2, fn=lambda a, d, s, e, k: a[:, s:e:k]); case("unbind", x); case("unbind", x, 1); case("chunk", x, 2, 2); case("split", x, 2, 1)
    case("split", x, [1, 3], 2); case("tensor_split", x, 3, 2); case("flip", x, [0, 2]); case("fliplr", x); case("flipud", x); case("roll", x, 1, 1); case("roll", x, 2); case("roll", x, [1, 2], [0, 2]); case("tile", x, [2, 1, 1]); case("repeat", x, [1, 2, 1], fn=lambda a, s: a.repeat(s)); case("repeat_interleave", x, 2, 1); case("repeat_interleave", x, 2)
    case("repeat_interleave", x, torch.tensor([1, 0, 2]), 1); case("unfold", x, 2, 2, 1, fn=lambda a, d, s, k: a.unfold(d, s, k)); case("unflatten", x, 2, [2, 2]); case("diagonal", x, 0, 1, 2); case("diagonal", x, 1); case("diag_embed", make((2, 3), layout=layout)); case("contiguous", x, fn=lambda a: a.contiguous()); case("clone", x)
    case("tril", x); case("triu", x, 1); case("expand", make((2, 1, 3)), [2, 4, 3], fn=lambda a, s: a.expand(s)); case("broadcast_to", make((1, 3)), [2, 3])
case("view", make((2, 6)), [3, -1], fn=lambda a, s: a.view(s)); case("view_as", make((2, 6)), make((3, 4)), fn=lambda a, b: a.view_as(b)); case("expand_as", make((1, 3)), make((2, 3)), fn=lambda a, b: a.expand_as(b)); case("squeeze", make((1, 3, 1))); case("squeeze", make((1, 3, 1)), 0); case("squeeze", make((1, 3, 1)), 1); case("t", make((2, 3)))
case("atleast_1d", make(())); case("atleast_2d", make((3,))); case("atleast_3d", make((2, 3))); case("diag", make((3,))); case("diag", make((3, 3)), 1); case("diagflat", make((2, 2))); case("as_strided", make((6,)), [2, 2], [1, 2], 1); case("alias", make((2,)), fn=lambda a: a.view(a.shape)); case("detach", make((2,)), fn=lambda a: a.detach(), grad=False)
case("diff", make((2, 4)), 1, -1)

# ---- picking and placing
x = make((3, 4)); index = torch.tensor([[0, 2], [1, 1], [2, 0]])
case("gather", x, 1, index); case("index_select", x, 0, torch.tensor([2, 0, 2])); case("index_select", make((3, 4), layout="transposed"), 1, torch.tensor([3, 1])); case("take", x, torch.tensor([[0, 5], [11, 2]])); case("take_along_dim", x, index, 1); case("masked_select", x, make((3, 4), boolean)); case("nonzero", make((2, 3), i64, 0, 1)); case("argwhere", make((2, 3), i64, 0, 1))
case("scatter", x, 1, index, make((3, 2))); case("scatter_add", x, 1, torch.tensor([[0, 0], [1, 1], [2, 0]]), make((3, 2))); case("index_add", x, 0, torch.tensor([2, 0, 2]), make((3, 4)), 0.5, fn=lambda a, d, i, s, k: a.index_add(d, i, s, alpha=k)); case("index_copy", x, 0, torch.tensor([2, 0]), make((2, 4))); case("index_fill", x, 1, torch.tensor([0, 3]), 7.0)
case("select_scatter", x, make((4,)), 0, 1); case("slice_scatter", x, make((2, 4)), 0, 1, 3); case("masked_scatter", x, torch.tensor([[True, False, True, False]] * 3), make((6,)), fn=lambda a, m, s: a.masked_scatter(m, s)); case("index", x, [torch.tensor([0, 2]), torch.tensor([1, 3])], fn=lambda a, i: a[tuple(i)])
case("index", x, [make((3, 4), boolean)], fn=lambda a, i: a[tuple(i)])

# ---- conversions
for dtype in (f64, f32, i64, i32, boolean):
    for to in (f64, f32, torch.float16, torch.bfloat16, i64, i32, torch.int16, torch.int8, torch.uint8, boolean):
        case("to", make((2, 3), dtype, 0, 3), to, fn=lambda a, t: a.to(t)); case("to_type", make((2, 3), dtype, 0, 3), to, fn=lambda a, t: a.to(t), grad=False); case("type", make((2, 3), dtype, 0, 3), to, fn=lambda a, t: a.to(t), grad=False)
for name, to in dict(bool=boolean, byte=torch.uint8, char=torch.int8, short=torch.int16, int=i32, long=i64, half=torch.float16, bfloat16=torch.bfloat16, float=f32, double=f64).items(): case(name, make((2, 3), f32, 0, 3), fn=lambda a, t=to: a.to(t))
case("type_as", make((2,), f64), make((1,), i64), fn=lambda a, b: a.type_as(b))
for name, fn in dict(zeros_like=torch.zeros_like, ones_like=torch.ones_like).items(): case(name, make((2, 3)), fn=fn); case(name, make((2, 3)), i64, fn=lambda a, t, f=fn: f(a, dtype=t))
case("full_like", make((2, 3)), 2.5)
for dtype in (torch.float16, torch.bfloat16):
    for name in "add mul sub div maximum".split():
        case(name, make((2, 3), dtype), make((3,), dtype, 1, 2))
    case("sum", make((2, 3), dtype)); case("abs", make((2, 3), dtype)); case("neg", make((2, 3), dtype))

# ---- nn.functional
x, y = make((2, 3)), make((2, 3)); target = torch.tensor([2, 0]); p = make((2, 3), low=0.1, high=0.9)
for reduction in ("none", "mean", "sum"):
    r = Name("Reduction." + reduction.capitalize())
    for name, fn in dict(mse_loss=F.mse_loss, l1_loss=F.l1_loss, smooth_l1_loss=F.smooth_l1_loss, binary_cross_entropy_with_logits=F.binary_cross_entropy_with_logits).items():
        case(name, x, p if "cross" in name else y, r, fn=lambda a, b, m, f=fn, k=reduction: f(a, b, reduction=k), label=reduction)
    case("binary_cross_entropy", p, make((2, 3), low=0, high=1), r, fn=lambda a, b, m, k=reduction: F.binary_cross_entropy(a, b, reduction=k), label=reduction)
    case("cross_entropy", x, target, r, fn=lambda a, b, m, k=reduction: F.cross_entropy(a, b, reduction=k), label=reduction); case("nll_loss", x, target, r, fn=lambda a, b, m, k=reduction: F.nll_loss(a, b, reduction=k), label=reduction); case("huber_loss", x, y, 0.7, r, fn=lambda a, b, d, m, k=reduction: F.huber_loss(a, b, delta=d, reduction=k), label=reduction)
    case("kl_div", x, p, True, r, fn=lambda a, b, l, m, k=reduction: F.kl_div(a, b, log_target=l, reduction=k), label=reduction); case("kl_div", x, p, False, r, fn=lambda a, b, l, m, k=reduction: F.kl_div(a, b, log_target=l, reduction=k), label=reduction)
case("cross_entropy", make((2, 3, 4)), torch.tensor([[0, 1, 2, -100], [2, 2, 1, 0]]), fn=F.cross_entropy)
case("linear", make((2, 5, 3)), make((4, 3)), make((4,)), fn=F.linear); case("linear", make((2, 3)), make((4, 3)), fn=F.linear); case("linear", make((3,)), make((4, 3)), fn=F.linear); case("normalize", x, fn=F.normalize); case("cosine_similarity", x, y, 1, fn=lambda a, b, d: F.cosine_similarity(a, b, d))
case("layer_norm", make((2, 3, 4)), [4], make((4,)), make((4,)), 1e-5, fn=lambda a, s, w, b, e: F.layer_norm(a, s, w, b, e)); case("layer_norm", make((2, 3, 4)), [3, 4], fn=lambda a, s: F.layer_norm(a, s)); case("one_hot", torch.tensor([[0, 2], [1, 3]]), 5, fn=F.one_hot); case("one_hot", torch.tensor([0, 2]), fn=F.one_hot)
case("pad", x, [1, 2], Name("PaddingModes.Constant"), 0.5, fn=lambda a, s, m, v: F.pad(a, s, "constant", v)); case("pad", make((1, 2, 4)), [1, 2], Name("PaddingModes.Reflect"), 0.0, fn=lambda a, s, m, v: F.pad(a, s, "reflect")); case("pad", make((1, 2, 4)), [1, 2], Name("PaddingModes.Replicate"), 0.0, fn=lambda a, s, m, v: F.pad(a, s, "replicate")); case("pad", make((2, 4)), [-1, 1], Name("PaddingModes.Constant"), 0.0, fn=lambda a, s, m, v: F.pad(a, s))
sdpa = lambda q, k, v, mask=None, dropout=0.0, causal=False: F.scaled_dot_product_attention(q, k, v, mask, dropout, causal)
for dtype in (f64, f32):
    q, k, v = (make((2, 2, n, 4), dtype) for n in (3, 5, 5))
    case("scaled_dot_product_attention", q, k, v, fn=sdpa); case("scaled_dot_product_attention", q, k, v, make((2, 1, 3, 5), dtype), fn=sdpa, label="additive"); case("scaled_dot_product_attention", q, k, v, None, 0.0, True, fn=sdpa, label="causal")
    mask = torch.tensor([True, True, False, True, False]).expand(2, 1, 1, 5).contiguous(); case("scaled_dot_product_attention", q, k, v, mask, fn=sdpa, label="bool")
    barred = mask.clone(); barred[0] = False
    case("scaled_dot_product_attention", q, k, v, barred, fn=sdpa, label="nothing to attend to"); case("scaled_dot_product_attention", q, k, v, torch.where(barred, 0.0, -math.inf).to(dtype), fn=sdpa, label="nothing to attend to, additive", grad=False)
    case("scaled_dot_product_attention", make((2, 3, 4), dtype, layout="transposed"), make((2, 5, 4), dtype), make((2, 5, 6), dtype), fn=sdpa, label="three dimensions")

json.dump({"torch": torch.__version__.split("+")[0], "cases": cases}, open(sys.argv[1] if len(sys.argv) > 1 else "operators.json", "w"), separators=(",", ":"))
print(len(cases), "cases,", sum("gradients" in c for c in cases), "with gradients,", len({c["name"] for c in cases}), "operators")
