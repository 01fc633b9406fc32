// GELU by its tanh approximation (Hendrycks and Gimpel 2016) and its gradient in one pass each: x s(y) with y = 2 sqrt(2/pi) (x + 0.044715 x^3)
// and the logistic function s, as (1 + tanh(y / 2)) / 2 = s(y). Float32 on the CPU; libtorch 1.13 takes about five times as long.
#pragma once
#include "attention.h"
#include <torch/csrc/autograd/custom_function.h>

namespace gelu {

using attention::Eight;
using attention::all;
using attention::exponential;
using attention::load;
using attention::store;

constexpr float kSlope = 1.5957691216057308f, kCubic = 0.044715f;

struct Logistic { Eight value, other; };     // s and 1 - s

INLINE Logistic logistic(Eight y) {
    const Eight e = exponential(y > all(0.0f) ? -y : y), most = all(1.0f) / (all(1.0f) + e), least = e * most;
    return {y > all(0.0f) ? most : least, y > all(0.0f) ? least : most};
}

INLINE Eight value(Eight x) { return x * logistic(all(kSlope) * x * (all(1.0f) + all(kCubic) * x * x)).value; }

// s + x s (1 - s) dy/dx
INLINE Eight derivative(Eight x) {
    const Eight square = x * x;
    const Logistic s = logistic(all(kSlope) * x * (all(1.0f) + all(kCubic) * square));
    return s.value * (all(1.0f) + x * s.other * all(kSlope) * (all(1.0f) + all(3 * kCubic) * square));
}

// The last few numbers go through a vector of their own: a number has the same bits wherever it lies.
FOR_EACH_CPU void forward(const float* x, float* y, int64_t n) {
    int64_t i = 0;
    for (; i + 8 <= n; i += 8) store(y + i, value(load(x + i)));
    float last[8] = {};
    std::copy(x + i, x + n, last);
    store(last, value(load(last)));
    std::copy(last, last + (n - i), y + i);
}

FOR_EACH_CPU void backward(const float* x, const float* gradient, float* result, int64_t n) {
    int64_t i = 0;
    for (; i + 8 <= n; i += 8) store(result + i, derivative(load(x + i)) * load(gradient + i));
    float last[8] = {}, slopes[8] = {};
    std::copy(x + i, x + n, last);
    std::copy(gradient + i, gradient + n, slopes);
    store(last, derivative(load(last)) * load(slopes));
    std::copy(last, last + (n - i), result + i);
}

constexpr int64_t kGrain = 1 << 15;

inline at::Tensor run(const at::Tensor& x) {
    auto y = at::empty_like(x);
    const float* from = x.data_ptr<float>();
    float* to = y.data_ptr<float>();
    at::parallel_for(0, x.numel(), kGrain, [&](int64_t begin, int64_t end) { forward(from + begin, to + begin, end - begin); });
    return y;
}

struct Tanh : torch::autograd::Function<Tanh> {
    static at::Tensor forward(torch::autograd::AutogradContext* context, at::Tensor x) {
        context->save_for_backward({x});
        return run(x);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
        const auto x = context->get_saved_variables()[0], gradient = gradients[0].contiguous();
        auto result = at::empty_like(x);
        at::parallel_for(0, x.numel(), kGrain, [&](int64_t begin, int64_t end) {
            gelu::backward(x.data_ptr<float>() + begin, gradient.data_ptr<float>() + begin, result.data_ptr<float>() + begin, end - begin);
        });
        return {result};
    }
};

inline bool fits(const at::Tensor& x) { return x.device().is_cpu() && x.scalar_type() == at::kFloat && x.is_contiguous(); }

}
