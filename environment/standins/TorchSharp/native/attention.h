// Attention of a few queries to many keys, as libtorch has it from 2.x on: scores, weights and their sum in one pass over keys and
// values, without a tensor in between. Float32 on the CPU, without gradients.
#pragma once
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <cstring>
#include <limits>
#include <vector>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define FOR_EACH_CPU __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_CPU
#endif
#define INLINE inline __attribute__((always_inline))
#define UNROLLED _Pragma("GCC unroll 8")

namespace attention {

typedef float Eight __attribute__((vector_size(32)));
typedef int32_t EightInts __attribute__((vector_size(32)));

INLINE Eight load(const float* p) { Eight x; memcpy(&x, p, sizeof x); return x; }
INLINE void store(float* p, Eight x) { memcpy(p, &x, sizeof x); }
INLINE Eight all(float x) { return Eight{x, x, x, x, x, x, x, x}; }
INLINE float sum(Eight x) {
    typedef float Four __attribute__((vector_size(16)));
    typedef float Two __attribute__((vector_size(8)));
    Four low, high;
    memcpy(&low, &x, sizeof low);
    memcpy(&high, reinterpret_cast<const char*>(&x) + sizeof low, sizeof high);
    const Four four = low + high;
    Two left, right;
    memcpy(&left, &four, sizeof left);
    memcpy(&right, reinterpret_cast<const char*>(&four) + sizeof left, sizeof right);
    const Two two = left + right;
    return two[0] + two[1];
}

// e^x for x <= 0: 2^n e^r with |r| <= ln 2 / 2 and a polynomial of degree 6 (Moshier, Cephes); relative error 2e-7.
INLINE Eight exponential(Eight x) {
    const Eight low = all(-87.0f), rounding = all(12582912.0f);
    const Eight y = x < low ? low : x;
    const Eight n = (y * all(1.44269504088896341f) + rounding) - rounding;
    const Eight r = y - n * all(0.693359375f) - n * all(-2.12194440e-4f);
    Eight p = all(1.9875691500e-4f);
    p = p * r + all(1.3981999507e-3f);
    p = p * r + all(8.3334519073e-3f);
    p = p * r + all(4.1665795894e-2f);
    p = p * r + all(1.6666665459e-1f);
    p = p * r + all(5.0000001201e-1f);
    p = p * r * r + r + all(1.0f);
    const EightInts power = (__builtin_convertvector(n, EightInts) + 127) << 23;
    Eight scale;
    memcpy(&scale, &power, sizeof scale);
    return x < low ? all(0.0f) : p * scale;
}

struct Rows {
    const float* q; const float* k; const float* v; const float* mask; float* out; float* noted;    // see flash::Head
    int64_t keys, width, k_step, v_step, mask_step;
    float scale;
};

// One query: its scores go to `scores`, which has room for a multiple of eight.
FOR_EACH_CPU void attend(const Rows& r, float* query, float* scores) {
    for (int64_t i = 0; i < r.width; i++) query[i] = r.q[i] * r.scale;
    float most = -std::numeric_limits<float>::infinity();
    bool barred = r.mask != nullptr;
    for (int64_t s = 0; s < r.keys; s++) {
        const float* k = r.k + s * r.k_step;
        Eight a = all(0.0f), b = all(0.0f);
        int64_t i = 0;
        for (; i + 16 <= r.width; i += 16) { a += load(query + i) * load(k + i); b += load(query + i + 8) * load(k + i + 8); }
        float dot = sum(a + b);
        for (; i < r.width; i++) dot += query[i] * k[i];
        if (r.mask) dot += r.mask[s * r.mask_step];
        scores[s] = dot;
        most = dot > most ? dot : most;
        barred = barred && dot == -std::numeric_limits<float>::infinity();
    }
    if (barred) {                                                    // a query that may look nowhere gets zeros, not NaN
        memset(r.out, 0, sizeof(float) * r.width);
        if (r.noted) r.noted[0] = r.noted[1] = 0;
        return;
    }
    int64_t padded = r.keys;
    for (; padded % 8; padded++) scores[padded] = -std::numeric_limits<float>::infinity();
    Eight total = all(0.0f);
    for (int64_t s = 0; s < padded; s += 8) {
        const Eight e = exponential(load(scores + s) - all(most));
        store(scores + s, e);
        total += e;
    }
    const float share = 1.0f / sum(total);
    if (r.noted) { r.noted[0] = most; r.noted[1] = share; }
    int64_t i = 0;
    for (; i + 32 <= r.width; i += 32) {
        // Even and odd keys apart, so that no sum waits for the one before it.
        Eight even[4], odd[4];
        UNROLLED for (int j = 0; j < 4; j++) even[j] = odd[j] = all(0.0f);
        for (int64_t s = 0; s < r.keys; s += 2) {
            const float* v = r.v + s * r.v_step + i;
            const float* next = s + 1 < r.keys ? v + r.v_step : v;
            const Eight w = all(scores[s]), x = all(s + 1 < r.keys ? scores[s + 1] : 0.0f);
            UNROLLED for (int j = 0; j < 4; j++) {
                even[j] += w * load(v + 8 * j);
                odd[j] += x * load(next + 8 * j);
            }
        }
        const Eight by = all(share);
        UNROLLED for (int j = 0; j < 4; j++) store(r.out + i + 8 * j, (even[j] + odd[j]) * by);
    }
    for (; i < r.width; i++) {
        float x = 0;
        for (int64_t s = 0; s < r.keys; s++) x += scores[s] * r.v[s * r.v_step + i];
        r.out[i] = x * share;
    }
}

// q [B, h, L, d], k and v [B, h, S, d] with their last dimension contiguous, mask broadcast to [B, h, L, S] or undefined; `noted` [B, h, L, 2] or
// undefined. Gives [B, L, h, d].
inline at::Tensor run(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const at::Tensor& mask, double scale, const at::Tensor& noted) {
    const int64_t batch = q.size(0), heads = q.size(1), queries = q.size(2), width = q.size(3), keys = k.size(2);
    auto result = at::empty({batch, queries, heads, width}, q.options());
    const auto bars = mask.defined() ? mask.expand({batch, heads, queries, keys}) : mask;
    at::parallel_for(0, batch * heads, std::max<int64_t>(1, 32768 / std::max<int64_t>(1, keys * width * queries)), [&](int64_t begin, int64_t end) {
        std::vector<float> query(width), scores(keys + 8);
        for (int64_t at = begin; at < end; at++) {
            const int64_t b = at / heads, h = at % heads;
            for (int64_t l = 0; l < queries; l++) {
                attend(Rows{
                    q.data_ptr<float>() + b * q.stride(0) + h * q.stride(1) + l * q.stride(2),
                    k.data_ptr<float>() + b * k.stride(0) + h * k.stride(1),
                    v.data_ptr<float>() + b * v.stride(0) + h * v.stride(1),
                    bars.defined() ? bars.data_ptr<float>() + b * bars.stride(0) + h * bars.stride(1) + l * bars.stride(2) : nullptr,
                    result.data_ptr<float>() + ((b * queries + l) * heads + h) * width,
                    noted.defined() ? noted.data_ptr<float>() + (at * queries + l) * 2 : nullptr,
                    keys, width, k.stride(2), v.stride(2), bars.defined() ? bars.stride(3) : 0, static_cast<float>(scale)},
                    query.data(), scores.data());
            }
        }
    });
    return result;
}

}
