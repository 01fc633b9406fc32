// A few rows times a large matrix stored as [out, in]: the matrix is read once, at the speed of the memory. OpenBLAS rearranges it first,
// which takes longer than the product itself; the BLAS of the real package does not.
#pragma once
#include "attention.h"

namespace linear {

constexpr int64_t kMostRows = 8, kLeastWeights = 1 << 18;

using attention::Eight;
using attention::all;
using attention::load;
using attention::sum;

// N rows of x with two rows of the matrix: y[n] and y[n] of the next output.
template <int N> INLINE void pair(const float* x, const float* w, int64_t in, float* y, int64_t y_step, const float* bias) {
    Eight a[N], b[N];
    UNROLLED for (int n = 0; n < N; n++) a[n] = b[n] = all(0.0f);
    int64_t i = 0;
    for (; i + 8 <= in; i += 8) {
        const Eight first = load(w + i), second = load(w + in + i);
        UNROLLED for (int n = 0; n < N; n++) {
            const Eight v = load(x + n * in + i);
            a[n] += v * first;
            b[n] += v * second;
        }
    }
    UNROLLED for (int n = 0; n < N; n++) {
        float first = sum(a[n]), second = sum(b[n]);
        for (int64_t j = i; j < in; j++) { first += x[n * in + j] * w[j]; second += x[n * in + j] * w[in + j]; }
        y[n * y_step] = first + (bias ? bias[0] : 0.0f);
        y[n * y_step + 1] = second + (bias ? bias[1] : 0.0f);
    }
}

FOR_EACH_CPU void pairs(const float* x, int64_t rows, const float* w, int64_t in, float* y, int64_t y_step, const float* bias) {
    int64_t n = 0;
    for (; n + 4 <= rows; n += 4) pair<4>(x + n * in, w, in, y + n * y_step, y_step, bias);
    if (rows - n >= 2) { pair<2>(x + n * in, w, in, y + n * y_step, y_step, bias); n += 2; }
    if (rows - n) pair<1>(x + n * in, w, in, y + n * y_step, y_step, bias);
}

inline bool fits(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias) {
    auto plain = [](const at::Tensor& t) { return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.is_contiguous(); };
    return plain(x) && plain(w) && x.dim() == 2 && w.dim() == 2 && x.size(1) == w.size(1) && x.size(0) >= 2 && x.size(0) <= kMostRows
        && w.numel() >= kLeastWeights && w.size(0) >= 2 && (!bias.defined() || (plain(bias) && bias.dim() == 1 && bias.size(0) == w.size(0)));
}

// x [rows, in], w [out, in], bias [out] or undefined.
inline at::Tensor run(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias) {
    const int64_t rows = x.size(0), in = w.size(1), out = w.size(0);
    auto result = at::empty({rows, out}, x.options());
    const float *input = x.data_ptr<float>(), *weights = w.data_ptr<float>(), *added = bias.defined() ? bias.data_ptr<float>() : nullptr;
    float* y = result.data_ptr<float>();
    // The last pair of an odd number of outputs begins one earlier.
    at::parallel_for(0, (out + 1) / 2, std::max<int64_t>(1, (1 << 17) / (in * rows)), [&](int64_t begin, int64_t end) {
        for (int64_t at = begin; at < end; at++) {
            const int64_t o = std::min(2 * at, out - 2);
            pairs(input, rows, weights + o * in, in, y + o, out, added ? added + o : nullptr);
        }
    });
    return result;
}

}
