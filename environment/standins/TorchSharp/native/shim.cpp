// A C ABI over libtorch: any ATen operator by name, and what lies outside the operator registry
// (tensor lifetime and metadata, autograd, grad modes, generators, threads, devices).
// Tensors cross the border as TensorImpl*, each holding one reference. No exception leaves this file:
// a failing call returns null or -1 and leaves its message in ts_last_error().
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/TensorIndexing.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/DefaultDtype.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/cuda.h>
#if __has_include(<torch/version.h>)
#include <torch/version.h>
#else
#include <torch/headeronly/version.h>
#endif
#include "attention.h"
#include "flash.h"
#include "gelu.h"
#include "linear.h"
#include "reduced.h"
#include <atomic>
#include <cmath>
#include <cstring>
#include <mutex>
#include <random>
#include <string>
#include <vector>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#define EXPORT extern "C" __attribute__((visibility("default")))

using at::Tensor;
using c10::IValue;
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 3)
template <class T> using Maybe = std::optional<T>;
#else
template <class T> using Maybe = c10::optional<T>;
#endif

namespace {

enum Tag : int32_t {
    kDefault, kNone, kTensor, kInt, kDouble, kBool, kInts, kDoubles, kBools,
    kTensors, kOptionalTensors, kDevice, kString, kGenerator, kComplex
};

// One argument or result. Lists are `count` items at `p`; a device is its type in `count` and its index in `i`.
struct Arg {
    int32_t tag;
    int32_t count;
    union { int64_t i; double d; void* p; };
};

enum Kind : uint8_t { kOther, kFloat };

struct Op {
    c10::OperatorHandle handle;
    std::vector<Kind> kinds;
    std::vector<Maybe<IValue>> defaults;
    std::atomic<uint8_t> missing{0};    // see reduced::call
};

thread_local std::string last_error;

#ifdef __GLIBC__
// The C library would give the memory of a large temporary back to the system at once, and get it, zeroed page by page, for the next one.
const bool keeps_memory = [] {
    if (!getenv("MALLOC_TRIM_THRESHOLD_")) {
        mallopt(M_MMAP_THRESHOLD, 32 << 20);
        mallopt(M_TRIM_THRESHOLD, 512 << 20);
    }
    return true;
}();
#endif

template <class F> auto guarded(F f, decltype(f()) failed) noexcept -> decltype(f()) {
    try {
        return f();
    } catch (const c10::Error& e) {
        last_error = e.what_without_backtrace();
    } catch (const std::exception& e) {
        last_error = e.what();
    } catch (...) {
        last_error = "libtorch threw something that is no std::exception";
    }
    return failed;
}

template <class F> int attempt(F f) noexcept {
    return guarded([&] { f(); return 0; }, -1);
}

Tensor borrow(void* p) {
    if (!p) return Tensor();
    return Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(static_cast<c10::TensorImpl*>(p)));
}

const c10::TensorImpl& impl(void* p) { return *static_cast<c10::TensorImpl*>(p); }

void* give(Tensor t) { return t.defined() ? t.unsafeReleaseTensorImpl() : nullptr; }

std::vector<Tensor> borrow_all(void** p, int n) {
    std::vector<Tensor> r;
    r.reserve(n);
    for (int i = 0; i < n; i++) r.push_back(borrow(p[i]));
    return r;
}

at::Generator generator(void* p) {
    return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(static_cast<c10::GeneratorImpl*>(p)));
}

void* give(at::Generator g) { return g.unsafeReleaseGeneratorImpl(); }

IValue value(const Arg& a, Kind kind) {
    switch (a.tag) {
    case kTensor: return IValue(borrow(a.p));
    case kInt: return kind == kFloat ? IValue(static_cast<double>(a.i)) : IValue(a.i);
    case kDouble: return IValue(a.d);
    case kBool: return IValue(a.i != 0);
    case kInts: return IValue(at::ArrayRef<int64_t>(static_cast<int64_t*>(a.p), a.count));
    case kDoubles: return IValue(at::ArrayRef<double>(static_cast<double*>(a.p), a.count));
    case kBools: {
        c10::List<bool> l;
        for (int i = 0; i < a.count; i++) l.push_back(static_cast<int64_t*>(a.p)[i] != 0);
        return IValue(l);
    }
    case kTensors: {
        c10::List<Tensor> l;
        l.reserve(a.count);
        for (int i = 0; i < a.count; i++) l.push_back(borrow(static_cast<void**>(a.p)[i]));
        return IValue(std::move(l));
    }
    case kOptionalTensors: {
        c10::List<Maybe<Tensor>> l;
        l.reserve(a.count);
        for (int i = 0; i < a.count; i++) {
            void* p = static_cast<void**>(a.p)[i];
            l.push_back(p ? Maybe<Tensor>(borrow(p)) : Maybe<Tensor>());
        }
        return IValue(std::move(l));
    }
    case kDevice: return IValue(c10::Device(static_cast<c10::DeviceType>(a.count), static_cast<c10::DeviceIndex>(a.i)));
    case kString: return IValue(std::string(static_cast<char*>(a.p), a.count));
    case kGenerator: return IValue(generator(a.p));
    case kComplex: return IValue(c10::complex<double>(static_cast<double*>(a.p)[0], static_cast<double*>(a.p)[1]));
    default: return IValue();
    }
}

struct Frame {
    torch::jit::Stack stack;
    bool busy = false;
};
thread_local Frame frame;

// Runs an operator on a stack that is kept between calls; `take` reads the results from it.
template <class F> auto run(Op* op, const Arg* args, int n, F take) -> decltype(take(std::declval<torch::jit::Stack&>())) {
    torch::jit::Stack fresh;
    const bool nested = frame.busy;
    torch::jit::Stack& stack = nested ? fresh : frame.stack;
    struct Clean {
        torch::jit::Stack& s; bool nested;
        ~Clean() { s.clear(); if (!nested) frame.busy = false; }
    } clean{stack, nested};
    frame.busy = true;
    const int all = static_cast<int>(op->kinds.size());
    TORCH_CHECK(n <= all, op->handle.schema(), " takes ", all, " arguments, not ", n);
    for (int i = 0; i < all; i++) {
        if (i < n && args[i].tag != kDefault) {
            stack.push_back(value(args[i], op->kinds[i]));
        } else {
            TORCH_CHECK(op->defaults[i].has_value(), op->handle.schema(), " lacks a value for argument ", i);
            stack.push_back(*op->defaults[i]);
        }
    }
    reduced::call(op->handle, stack, op->missing);
    return take(stack);
}

void put(IValue&& v, std::vector<Arg>& out) {
    Arg a{};
    if (v.isTensor()) {
        a.tag = kTensor;
        a.p = give(std::move(v).toTensor());
    } else if (v.isInt()) { a.tag = kInt; a.i = v.toInt(); }
    else if (v.isDouble()) { a.tag = kDouble; a.d = v.toDouble(); }
    else if (v.isBool()) { a.tag = kBool; a.i = v.toBool(); }
    else if (v.isTensorList()) {
        auto tensors = std::move(v).toTensorVector();
        for (auto& t : tensors) put(IValue(std::move(t)), out);
        return;
    } else if (v.isNone()) { a.tag = kNone; }
    else TORCH_CHECK(false, "A result of type ", v.tagKind(), " cannot be returned");
    out.push_back(a);
}

// What an index of at::indexing::TensorIndex is made from; `given` has a bit per slice bound that is set.
struct Index {
    int32_t kind, given;
    int64_t start, stop, step;
    void* tensor;
};

std::vector<at::indexing::TensorIndex> indices(const Index* items, int n) {
    std::vector<at::indexing::TensorIndex> r;
    r.reserve(n);
    for (int k = 0; k < n; k++) {
        const Index& x = items[k];
        auto bound = [&](int bit, int64_t v) {
            return x.given & bit ? Maybe<int64_t>(v) : Maybe<int64_t>();
        };
        switch (x.kind) {
        case 0: r.emplace_back(at::indexing::None); break;
        case 1: r.emplace_back(at::indexing::Ellipsis); break;
        case 2: r.emplace_back(x.start); break;
        case 3: r.emplace_back(x.start != 0); break;
        case 4: r.emplace_back(at::indexing::Slice(bound(1, x.start), bound(2, x.stop), bound(4, x.step))); break;
        default: r.emplace_back(borrow(x.tensor)); break;
        }
    }
    return r;
}

}  // namespace

// ---- errors and version

EXPORT const char* ts_last_error() { return last_error.c_str(); }
EXPORT const char* ts_version() { return TORCH_VERSION; }

// ---- operators

EXPORT Op* ts_op(const char* name, const char* overload) {
    return guarded([&]() -> Op* {
        auto found = c10::Dispatcher::singleton().findSchema({name, overload});
        if (!found) {
            last_error = std::string("libtorch " TORCH_VERSION " has no operator ") + name + (*overload ? "." : "") + overload;
            return nullptr;
        }
        auto* op = new Op{*found, {}, {}};
        for (const auto& a : found->schema().arguments()) {
            auto type = a.type();
            if (auto opt = type->cast<c10::OptionalType>()) type = opt->getElementType();
            op->kinds.push_back(type->kind() == c10::TypeKind::FloatType ? kFloat : kOther);
            op->defaults.push_back(a.default_value() ? Maybe<IValue>(*a.default_value())
                : a.type()->kind() == c10::TypeKind::OptionalType ? Maybe<IValue>(IValue()) : Maybe<IValue>());
        }
        return op;
    }, nullptr);
}

// Calls an operator whose result is one tensor. An undefined result is null without a message.
EXPORT void* ts_call1(Op* op, const Arg* args, int n) {
    last_error.clear();
    return guarded([&] { return run(op, args, n, [](torch::jit::Stack& s) { return give(std::move(s.front()).toTensor()); }); }, nullptr);
}

// Calls an operator for its effect on its first argument; the result is dropped.
EXPORT int ts_call0(Op* op, const Arg* args, int n) {
    return guarded([&] { return run(op, args, n, [](torch::jit::Stack&) { return 0; }); }, -1);
}

// Calls an operator with any results. Lists of tensors are flattened. Returns their number; *outs is freed by ts_free.
EXPORT int ts_call(Op* op, const Arg* args, int n, Arg** outs) {
    return guarded([&] {
        std::vector<Arg> out;
        run(op, args, n, [&](torch::jit::Stack& s) {
            for (auto& v : s) put(std::move(v), out);
            return 0;
        });
        *outs = static_cast<Arg*>(malloc(sizeof(Arg) * (out.size() + 1)));
        memcpy(*outs, out.data(), sizeof(Arg) * out.size());
        return static_cast<int>(out.size());
    }, -1);
}

EXPORT void ts_free(void* p) { free(p); }

EXPORT void* ts_index(void* t, const Index* items, int n) {
    return guarded([&] { return give(borrow(t).index(indices(items, n))); }, nullptr);
}

EXPORT int ts_index_put(void* t, const Index* items, int n, void* v, bool accumulate) {
    return attempt([&] {
        auto at = indices(items, n);
        if (!accumulate) { borrow(t).index_put_(at, borrow(v)); return; }
        c10::List<Maybe<Tensor>> list;
        for (auto& x : at) {
            if (x.is_tensor()) { list.push_back(x.tensor()); continue; }
            TORCH_CHECK(x.is_slice() && x.slice().start() == 0 && x.slice().step() == 1,
                "index_put_ with accumulate takes tensors and full slices only");
            list.push_back(Maybe<Tensor>());
        }
        borrow(t).index_put_(list, borrow(v), true);
    });
}

// Null without a message where the kernel does not apply: the caller composes attention of operators then.
EXPORT void* ts_attend(void* q, void* k, void* v, void* mask, double scale) {
    last_error.clear();
    return guarded([&]() -> void* {
        const Tensor query = borrow(q), key = borrow(k), value = borrow(v), bars = mask ? borrow(mask) : Tensor();
        auto fits = [](const Tensor& t) { return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.dim() == 4 && t.stride(3) == 1; };
        if (!fits(query) || !fits(key) || !fits(value) || key.sizes() != value.sizes() || query.size(0) != key.size(0)
            || query.size(1) != key.size(1) || query.size(3) != key.size(3) || key.size(2) == 0
            || (mask && (!bars.device().is_cpu() || bars.scalar_type() != at::kFloat))) return nullptr;
        const bool learns = at::GradMode::is_enabled() && (query.requires_grad() || key.requires_grad() || value.requires_grad() || (mask && bars.requires_grad()));
        if (!flash::fits(query, bars)) return nullptr;
        return give((learns ? flash::Attention::apply(query, key, value, flash::Mask{bars}, scale) : flash::run(query, key, value, bars, scale, Tensor())).transpose(1, 2));
    }, nullptr);
}

// Null without a message where the kernel does not apply.
EXPORT void* ts_gelu_tanh(void* x) {
    last_error.clear();
    return guarded([&]() -> void* {
        const Tensor input = borrow(x);
        if (!gelu::fits(input)) return nullptr;
        return give(at::GradMode::is_enabled() && input.requires_grad() ? gelu::Tanh::apply(input) : gelu::run(input));
    }, nullptr);
}

// Null without a message where the kernel does not apply.
EXPORT void* ts_linear(void* x, void* w, void* b) {
    last_error.clear();
    return guarded([&]() -> void* {
        const Tensor input = borrow(x), weight = borrow(w), bias = b ? borrow(b) : Tensor();
        return linear::fits(input, weight, bias) ? give(linear::run(input, weight, bias)) : nullptr;
    }, nullptr);
}

// ---- tensors

EXPORT void ts_retain(void* p) { (void)borrow(p).unsafeReleaseTensorImpl(); }
EXPORT void ts_release(void* p) {
    c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(static_cast<c10::TensorImpl*>(p));
}
EXPORT int64_t ts_dim(void* p) { return impl(p).dim(); }
EXPORT int64_t ts_numel(void* p) { return impl(p).numel(); }
EXPORT void ts_sizes(void* p, int64_t* out) {
    auto s = impl(p).sizes();
    std::copy(s.begin(), s.end(), out);
}
EXPORT int ts_strides(void* p, int64_t* out) {
    return attempt([&] { auto s = borrow(p).strides(); std::copy(s.begin(), s.end(), out); });
}
EXPORT int32_t ts_dtype(void* p) { return static_cast<int32_t>(c10::typeMetaToScalarType(impl(p).dtype())); }
EXPORT int64_t ts_element_size(void* p) { return impl(p).itemsize(); }
EXPORT int32_t ts_device(void* p, int32_t* index) {
    auto d = impl(p).device();
    *index = d.index();
    return static_cast<int32_t>(d.type());
}
EXPORT bool ts_is_contiguous(void* p) { return borrow(p).is_contiguous(); }
EXPORT bool ts_is_sparse(void* p) { return impl(p).is_sparse(); }
EXPORT int64_t ts_storage_offset(void* p) { return guarded([&] { return static_cast<int64_t>(borrow(p).storage_offset()); }, -1); }
EXPORT void* ts_data(void* p) { return guarded([&] { return borrow(p).data_ptr(); }, nullptr); }

// ---- autograd

EXPORT bool ts_requires_grad(void* p) { return borrow(p).requires_grad(); }
EXPORT int ts_set_requires_grad(void* p, bool on) { return attempt([&] { borrow(p).set_requires_grad(on); }); }
EXPORT bool ts_is_leaf(void* p) { return borrow(p).is_leaf(); }
EXPORT int ts_retain_grad(void* p) { return attempt([&] { borrow(p).retain_grad(); }); }
EXPORT void* ts_grad(void* p) { return guarded([&] { return give(borrow(p).grad()); }, nullptr); }
EXPORT int ts_set_grad(void* p, void* g) { return attempt([&] { borrow(p).mutable_grad() = borrow(g); }); }

EXPORT int ts_backward(void** t, int nt, void** g, int ng, bool retain, bool create, void** in, int ni) {
    return attempt([&] { torch::autograd::backward(borrow_all(t, nt), borrow_all(g, ng), retain, create, borrow_all(in, ni)); });
}

EXPORT int ts_autograd_grad(void** o, int no, void** in, int ni, void** g, int ng, bool retain, bool create, bool unused, void** out) {
    return attempt([&] {
        auto r = torch::autograd::grad(borrow_all(o, no), borrow_all(in, ni), borrow_all(g, ng), retain, create, unused);
        for (size_t i = 0; i < r.size(); i++) out[i] = give(std::move(r[i]));
    });
}

EXPORT bool ts_grad_enabled() { return c10::GradMode::is_enabled(); }
EXPORT void ts_set_grad_enabled(bool on) { c10::GradMode::set_enabled(on); }
EXPORT bool ts_inference_enabled() { return c10::InferenceMode::is_enabled(); }
EXPORT void* ts_inference_enter(bool on) { return new c10::InferenceMode(on); }
EXPORT void ts_inference_leave(void* p) { delete static_cast<c10::InferenceMode*>(p); }
EXPORT bool ts_anomaly_enabled() { return torch::autograd::AnomalyMode::is_enabled(); }
EXPORT bool ts_anomaly_checks_nan() { return torch::autograd::AnomalyMode::should_check_nan(); }
EXPORT void ts_set_anomaly(bool on, bool check_nan) { torch::autograd::AnomalyMode::set_enabled(on, check_nan); }

// ---- random numbers

EXPORT void* ts_generator_new(uint64_t seed, int32_t device, int32_t index) {
    return guarded([&] {
        if (device == 0) return give(at::detail::createCPUGenerator(seed));
        auto g = at::globalContext().defaultGenerator(c10::Device(static_cast<c10::DeviceType>(device), static_cast<c10::DeviceIndex>(index))).clone();
        g.set_current_seed(seed);
        return give(g);
    }, nullptr);
}
EXPORT void* ts_generator_default() { return guarded([&] { return give(at::Generator(at::detail::getDefaultCPUGenerator())); }, nullptr); }
EXPORT void ts_generator_release(void* p) { c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(static_cast<c10::GeneratorImpl*>(p)); }
EXPORT int ts_generator_seed(void* p, uint64_t seed) {
    return attempt([&] { auto g = generator(p); std::lock_guard<std::mutex> lock(g.mutex()); g.set_current_seed(seed); });
}
EXPORT uint64_t ts_generator_initial_seed(void* p) { return generator(p).current_seed(); }
EXPORT void* ts_generator_state(void* p) {
    return guarded([&] { auto g = generator(p); std::lock_guard<std::mutex> lock(g.mutex()); return give(g.get_state()); }, nullptr);
}
EXPORT int ts_generator_set_state(void* p, void* state) {
    return attempt([&] { auto g = generator(p); std::lock_guard<std::mutex> lock(g.mutex()); g.set_state(borrow(state)); });
}
EXPORT int ts_manual_seed(uint64_t seed) { return attempt([&] { at::manual_seed(seed); }); }
EXPORT int ts_cuda_manual_seed(uint64_t seed, bool all) {
    return attempt([&] { all ? torch::cuda::manual_seed_all(seed) : torch::cuda::manual_seed(seed); });
}

// ---- threads and devices

EXPORT int32_t ts_num_threads() { return at::get_num_threads(); }
EXPORT int ts_set_num_threads(int32_t n) { return attempt([&] { at::set_num_threads(n); }); }
EXPORT int32_t ts_num_interop_threads() { return at::get_num_interop_threads(); }
EXPORT int ts_set_num_interop_threads(int32_t n) { return attempt([&] { at::set_num_interop_threads(n); }); }
EXPORT bool ts_cuda_available() { return guarded([&] { return torch::cuda::is_available(); }, false); }
EXPORT bool ts_cudnn_available() { return guarded([&] { return torch::cuda::cudnn_is_available(); }, false); }
EXPORT int32_t ts_cuda_device_count() { return guarded([&] { return static_cast<int32_t>(torch::cuda::device_count()); }, 0); }
EXPORT int ts_cuda_synchronize(int64_t device) { return attempt([&] { torch::cuda::synchronize(device); }); }
EXPORT int ts_set_default_dtype(int32_t dtype) {
    return attempt([&] { c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<c10::ScalarType>(dtype))); });
}
EXPORT bool ts_allow_tf32(bool cudnn) { return cudnn ? at::globalContext().allowTF32CuDNN() : at::globalContext().allowTF32CuBLAS(); }
EXPORT void ts_set_allow_tf32(bool cudnn, bool on) {
    cudnn ? at::globalContext().setAllowTF32CuDNN(on) : at::globalContext().setAllowTF32CuBLAS(on);
}

// ---- the check of the BLAS at set-up

// The worst error of float32 products against sums in double precision, over shapes that reach every kernel's edges;
// in units of sqrt(k) times the largest product. A sound BLAS stays below 1e-5.
EXPORT double ts_blas_error() {
    return guarded([&] {
        std::mt19937 random(1);
        std::uniform_int_distribution<int> side(1, 130);
        std::normal_distribution<float> normal;
        c10::InferenceMode mode;
        double worst = 0;
        for (int trial = 0; trial < 120; trial++) {
            const int m = side(random), k = side(random), n = side(random);
            auto a = at::empty({m, k}), b = at::empty({k, n});
            for (int i = 0; i < m * k; i++) a.data_ptr<float>()[i] = normal(random);
            for (int i = 0; i < k * n; i++) b.data_ptr<float>()[i] = normal(random);
            const float *x = a.data_ptr<float>(), *y = b.data_ptr<float>();
            for (int form = 0; form < 3; form++) {
                auto left = form == 1 ? a.t().contiguous().t() : a;
                auto right = form == 2 ? b.t().contiguous().t() : b;
                auto c = at::mm(left, right).contiguous();
                const float* z = c.data_ptr<float>();
                for (int i = 0; i < m; i++)
                    for (int j = 0; j < n; j++) {
                        double sum = 0;
                        for (int q = 0; q < k; q++) sum += static_cast<double>(x[i * k + q]) * y[q * n + j];
                        const double error = std::abs(sum - z[i * n + j]) / std::sqrt(static_cast<double>(k));
                        worst = error > worst || std::isnan(error) ? error : worst;
                    }
            }
        }
        return worst;
    }, -1.0);
}
