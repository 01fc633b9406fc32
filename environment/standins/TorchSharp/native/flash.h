// Attention and its gradient, as libtorch has them on the CPU from 2.x on: scores and weights stay in the cache, and the
// backward pass makes them again from what the forward pass noted of each row. Keys that a mask bars for good are skipped. Float32.
#pragma once
#include "attention.h"
#include <torch/csrc/autograd/custom_function.h>
#include <algorithm>
#include <limits>
#include <vector>

namespace flash {

using attention::Eight;
using attention::EightInts;
using attention::all;
using attention::exponential;
using attention::load;
using attention::store;
using attention::sum;

constexpr int64_t kFewQueries = 8;      // for which the keys are not worth rearranging
constexpr int64_t kRows = 4;            // queries that are worked on together
constexpr int64_t kBlock = 64;          // queries whose weights a backward pass holds at a time
constexpr float kFar = 1e30f;           // a key whose mask lies so much deeper than another's has a weight of exactly 0
constexpr float kNever = -std::numeric_limits<float>::infinity();

// c[m][n] = (c[m][n] +) sum_k a[m][k] b[k][n] for M rows and 8 N columns; a has any strides.
template <int M, int N>
INLINE void tile(const float* a, int64_t am, int64_t ak, const float* b, int64_t bk, float* c, int64_t cm, int64_t depth, bool add) {
    Eight sums[M][N];
    UNROLLED for (int m = 0; m < M; m++)
        UNROLLED for (int n = 0; n < N; n++) sums[m][n] = add ? load(c + m * cm + 8 * n) : all(0.0f);
    for (int64_t k = 0; k < depth; k++) {
        Eight right[N];
        UNROLLED for (int n = 0; n < N; n++) right[n] = load(b + k * bk + 8 * n);
        UNROLLED for (int m = 0; m < M; m++) {
            const Eight left = all(a[m * am + k * ak]);
            UNROLLED for (int n = 0; n < N; n++) sums[m][n] += left * right[n];
        }
    }
    UNROLLED for (int m = 0; m < M; m++)
        UNROLLED for (int n = 0; n < N; n++) store(c + m * cm + 8 * n, sums[m][n]);
}

template <int M>
INLINE void columns(const float* a, int64_t am, int64_t ak, const float* b, int64_t bk, float* c, int64_t cm, int64_t width, int64_t depth, bool add) {
    int64_t n = 0;
    for (; n + 16 <= width; n += 16) tile<M, 2>(a, am, ak, b + n, bk, c + n, cm, depth, add);
    if (n < width) tile<M, 1>(a, am, ak, b + n, bk, c + n, cm, depth, add);
}

// Up to kRows rows; the width is a multiple of eight.
INLINE void product(
    int64_t rows, const float* a, int64_t am, int64_t ak, const float* b, int64_t bk, float* c, int64_t cm, int64_t width, int64_t depth, bool add) {
    switch (rows) {
    case 1: return columns<1>(a, am, ak, b, bk, c, cm, width, depth, add);
    case 2: return columns<2>(a, am, ak, b, bk, c, cm, width, depth, add);
    case 3: return columns<3>(a, am, ak, b, bk, c, cm, width, depth, add);
    default: return columns<4>(a, am, ak, b, bk, c, cm, width, depth, add);
    }
}

// One head of one sequence. Rows of q, k, v, out and of the gradients lie `*_step` apart; `noted` has each row's largest score and the share
// of its weights, 1 / sum exp(score - largest).
struct Head {
    const float *q, *k, *v, *mask;
    float *out, *noted;
    const float* dout;
    float *dq, *dk, *dv;
    int64_t queries, keys, width, q_step, k_step, v_step, mask_row, mask_key, out_step, dout_step, dq_step, dk_step;
    float scale;
};

inline int64_t padded(int64_t keys) { return (keys + 7) / 8 * 8; }

struct Range { int64_t begin, end; };    // of keys

// Room for what a head needs on the way.
struct Room {
    Room(int64_t queries, int64_t keys, int64_t width, bool backward)
        : span(padded(keys)), block(backward ? std::min(queries, kBlock) : kRows), numbers((width + block) * span * (backward ? 2 : 1)),
          ranges((queries + kRows - 1) / kRows) {
        key = numbers.data();
        weights = key + width * span;
        value = weights + block * span;
        slopes = value + width * span;
    }
    int64_t span, block;
    std::vector<float> numbers;
    std::vector<Range> ranges;              // what each kRows queries look at, in whole vectors
    const float* mask = nullptr;            // which mask they are of
    bool known = false;
    float *key, *value, *weights, *slopes;
};

template <int... I> INLINE Eight mixed(Eight a, Eight b) { return __builtin_shuffle(a, b, EightInts{I...}); }

// Eight rows of eight numbers to eight columns.
INLINE void transpose(Eight (&x)[8]) {
    Eight y[8];
    UNROLLED for (int i = 0; i < 8; i += 2) {
        y[i] = mixed<0, 8, 1, 9, 4, 12, 5, 13>(x[i], x[i + 1]);
        y[i + 1] = mixed<2, 10, 3, 11, 6, 14, 7, 15>(x[i], x[i + 1]);
    }
    UNROLLED for (int i = 0; i < 8; i += 4)
        UNROLLED for (int j = 0; j < 2; j++) {
            x[i + 2 * j] = mixed<0, 1, 8, 9, 4, 5, 12, 13>(y[i + j], y[i + 2 + j]);
            x[i + 2 * j + 1] = mixed<2, 3, 10, 11, 6, 7, 14, 15>(y[i + j], y[i + 2 + j]);
        }
    UNROLLED for (int i = 0; i < 4; i++) {
        y[i] = mixed<0, 1, 2, 3, 8, 9, 10, 11>(x[i], x[i + 4]);
        y[i + 4] = mixed<4, 5, 6, 7, 12, 13, 14, 15>(x[i], x[i + 4]);
    }
    UNROLLED for (int i = 0; i < 8; i++) x[i] = y[i];
}

// [keys, width] to [width, span], times a number, with zeros behind the keys.
INLINE void transpose(const float* from, int64_t step, int64_t keys, int64_t width, int64_t span, float scale, float* to) {
    for (int64_t s = 0; s < span; s += 8)
        for (int64_t i = 0; i < width; i += 8) {
            Eight x[8];
            UNROLLED for (int r = 0; r < 8; r++) x[r] = s + r < keys ? load(from + (s + r) * step + i) * all(scale) : all(0.0f);
            transpose(x);
            UNROLLED for (int r = 0; r < 8; r++) store(to + (i + r) * span + s, x[r]);
        }
}

// The keys that a query may look at, from the first to the last.
INLINE Range looks(const Head& h, int64_t query) {
    if (!h.mask) return {0, h.keys};
    const float* mask = h.mask + query * h.mask_row;
    float most = kNever;
    for (int64_t s = 0; s < h.keys; s++) most = mask[s * h.mask_key] > most ? mask[s * h.mask_key] : most;
    if (most == kNever) return {0, 0};
    Range range{0, h.keys};
    const float least = most - kFar;
    while (mask[range.begin * h.mask_key] < least) range.begin++;
    while (mask[(range.end - 1) * h.mask_key] < least) range.end--;
    return range;
}

// Heads of a sequence mostly share a mask.
INLINE void look(const Head& h, Room& room) {
    if (room.known && room.mask == h.mask) return;
    for (int64_t t = 0; t < h.queries; t += kRows) {
        Range range{h.keys, 0};
        for (int64_t r = t; r < std::min(t + kRows, h.queries); r++) {
            const Range own = looks(h, r);
            range = {std::min(range.begin, own.begin), std::max(range.end, own.end)};
        }
        room.ranges[t / kRows] = range.begin >= range.end ? Range{0, 0} : Range{range.begin / 8 * 8, padded(range.end)};
    }
    room.known = true;
    room.mask = h.mask;
}

// The masked scores of one row, in place of its scores.
INLINE void bar(const Head& h, int64_t query, Range range, float* scores) {
    if (h.mask) {
        const float* mask = h.mask + query * h.mask_row;
        const int64_t end = std::min(range.end, h.keys);
        if (h.mask_key == 1) for (int64_t s = range.begin; s < end; s++) scores[s] += mask[s];
        else for (int64_t s = range.begin; s < end; s++) scores[s] += mask[s * h.mask_key];
    }
    for (int64_t s = h.keys; s < range.end; s++) scores[s] = kNever;
}

FOR_EACH_CPU void forward(const Head& h, Room& room) {
    look(h, room);
    transpose(h.k, h.k_step, h.keys, h.width, room.span, h.scale, room.key);
    for (int64_t t = 0; t < h.queries; t += kRows) {
        const int64_t rows = std::min(kRows, h.queries - t);
        const Range range = room.ranges[t / kRows];
        const int64_t span = range.end - range.begin;
        product(rows, h.q + t * h.q_step, h.q_step, 1, room.key + range.begin, room.span, room.weights + range.begin, room.span, span, h.width, false);
        float shares[kRows];
        for (int64_t r = 0; r < rows; r++) {
            float* scores = room.weights + r * room.span;
            bar(h, t + r, range, scores);
            Eight highest = all(kNever), total = all(0.0f);
            for (int64_t s = range.begin; s < range.end; s += 8) {
                const Eight x = load(scores + s);
                highest = x > highest ? x : highest;
            }
            float most = highest[0];
            for (int i = 1; i < 8; i++) most = highest[i] > most ? highest[i] : most;
            if (most == kNever) most = 0;                                // a query that may look nowhere gets zeros, not NaN
            for (int64_t s = range.begin; s < range.end; s += 8) {
                const Eight e = exponential(load(scores + s) - all(most));
                store(scores + s, e);
                total += e;
            }
            const float all_weights = sum(total);
            shares[r] = all_weights == 0 ? 0 : 1 / all_weights;
            if (h.noted) {
                h.noted[2 * (t + r)] = most;
                h.noted[2 * (t + r) + 1] = shares[r];
            }
        }
        float* out = h.out + t * h.out_step;
        product(rows, room.weights + range.begin, room.span, 1, h.v + range.begin * h.v_step, h.v_step, out, h.out_step, h.width,
            std::min(range.end, h.keys) - range.begin, false);
        for (int64_t r = 0; r < rows; r++)
            for (int64_t i = 0; i < h.width; i += 8) store(out + r * h.out_step + i, load(out + r * h.out_step + i) * all(shares[r]));
    }
}

FOR_EACH_CPU void backward(const Head& h, Room& room) {
    look(h, room);
    transpose(h.k, h.k_step, h.keys, h.width, room.span, h.scale, room.key);
    transpose(h.v, h.v_step, h.keys, h.width, room.span, 1, room.value);
    for (int64_t first = 0; first < h.queries; first += room.block) {
        const int64_t count = std::min(room.block, h.queries - first);
        std::fill_n(room.weights, count * room.span, 0.0f);
        std::fill_n(room.slopes, count * room.span, 0.0f);
        for (int64_t t = 0; t < count; t += kRows) {
            const int64_t rows = std::min(kRows, count - t), query = first + t;
            const Range range = room.ranges[query / kRows];
            const int64_t span = range.end - range.begin, depth = std::min(range.end, h.keys) - range.begin;
            float *weights = room.weights + t * room.span, *slopes = room.slopes + t * room.span;
            product(rows, h.q + query * h.q_step, h.q_step, 1, room.key + range.begin, room.span, weights + range.begin, room.span, span, h.width, false);
            product(rows, h.dout + query * h.dout_step, h.dout_step, 1, room.value + range.begin, room.span, slopes + range.begin, room.span, span, h.width, false);
            for (int64_t r = 0; r < rows; r++) {
                float *w = weights + r * room.span, *d = slopes + r * room.span;
                bar(h, query + r, range, w);
                const Eight most = all(h.noted[2 * (query + r)]), share = all(h.noted[2 * (query + r) + 1]);
                Eight dot = all(0.0f);
                for (int64_t s = range.begin; s < range.end; s += 8) {
                    const Eight e = exponential(load(w + s) - most) * share;
                    store(w + s, e);
                    dot += e * load(d + s);
                }
                const Eight mean = all(sum(dot)), scale = all(h.scale);
                for (int64_t s = range.begin; s < range.end; s += 8) store(d + s, load(w + s) * (load(d + s) - mean) * scale);
            }
            product(rows, slopes + range.begin, room.span, 1, h.k + range.begin * h.k_step, h.k_step, h.dq + query * h.dq_step, h.dq_step, h.width,
                depth, false);
        }
        for (int64_t s = 0; s < h.keys; s += kRows) {
            int64_t begin = count, end = 0;                              // the queries that look at these keys
            for (int64_t t = 0; t < count; t += kRows) {
                const Range range = room.ranges[(first + t) / kRows];
                if (range.begin >= s + kRows || range.end <= s) continue;
                begin = std::min(begin, t);
                end = std::min(count, t + kRows);
            }
            begin = std::min(begin, end);
            const int64_t rows = std::min(kRows, h.keys - s), query = first + begin;
            const float *weights = room.weights + begin * room.span + s, *slopes = room.slopes + begin * room.span + s;
            product(rows, slopes, 1, room.span, h.q + query * h.q_step, h.q_step, h.dk + s * h.dk_step, h.dk_step, h.width, end - begin, first > 0);
            product(rows, weights, 1, room.span, h.dout + query * h.dout_step, h.dout_step, h.dv + s * h.dk_step, h.dk_step, h.width, end - begin, first > 0);
        }
    }
}

inline bool fits(const at::Tensor& q, const at::Tensor& mask) {
    return q.size(3) % 8 == 0 && q.size(3) > 0 && q.size(2) > 0 && (!mask.defined() || !mask.requires_grad());
}

struct Sizes {
    explicit Sizes(const at::Tensor& q, const at::Tensor& k) : batch(q.size(0)), heads(q.size(1)), queries(q.size(2)), keys(k.size(2)), width(q.size(3)) {}
    int64_t batch, heads, queries, keys, width;
};

// Calls work(head, room) for each head of each sequence with its part of the tensors: q, k, v [B, h, T, d], all others [B, T, h, d].
template <class F>
void each_head(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const at::Tensor& mask, double scale, bool with_gradient, F work) {
    const Sizes n(q, k);
    const auto bars = mask.defined() ? mask.expand({n.batch, n.heads, n.queries, n.keys}) : mask;
    const int64_t grain = std::max<int64_t>(1, 65536 / std::max<int64_t>(1, n.keys * n.width * n.queries));
    at::parallel_for(0, n.batch * n.heads, grain, [&](int64_t begin, int64_t end) {
        Room room(n.queries, n.keys, n.width, with_gradient);
        for (int64_t at = begin; at < end; at++) {
            const int64_t b = at / n.heads, i = at % n.heads;
            Head h{};
            h.q = q.data_ptr<float>() + b * q.stride(0) + i * q.stride(1);
            h.k = k.data_ptr<float>() + b * k.stride(0) + i * k.stride(1);
            h.v = v.data_ptr<float>() + b * v.stride(0) + i * v.stride(1);
            h.q_step = q.stride(2), h.k_step = k.stride(2), h.v_step = v.stride(2);
            if (bars.defined()) {
                h.mask = bars.data_ptr<float>() + b * bars.stride(0) + i * bars.stride(1);
                h.mask_row = bars.stride(2), h.mask_key = bars.stride(3);
            }
            h.queries = n.queries, h.keys = n.keys, h.width = n.width;
            h.scale = static_cast<float>(scale);
            work(h, room, b, i);
        }
    });
}

// [B, T, h, d]; `noted` [B, h, T, 2] or undefined. The bits do not depend on it.
inline at::Tensor run(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const at::Tensor& mask, double scale, const at::Tensor& noted) {
    const Sizes n(q, k);
    if (n.queries <= kFewQueries) return attention::run(q, k, v, mask, scale, noted);
    auto out = at::empty({n.batch, n.queries, n.heads, n.width}, q.options());
    each_head(q, k, v, mask, scale, false, [&](Head& h, Room& room, int64_t b, int64_t i) {
        h.out = out.data_ptr<float>() + b * out.stride(0) + i * out.stride(2);
        h.out_step = out.stride(1);
        h.noted = noted.defined() ? noted.data_ptr<float>() + b * noted.stride(0) + i * noted.stride(1) : nullptr;
        forward(h, room);
    });
    return out;
}

// Autograd takes no undefined tensor for an argument.
struct Mask { at::Tensor tensor; };

struct Attention : torch::autograd::Function<Attention> {
    static at::Tensor forward(torch::autograd::AutogradContext* context, at::Tensor q, at::Tensor k, at::Tensor v, Mask mask, double scale) {
        auto noted = at::empty({q.size(0), q.size(1), q.size(2), 2}, q.options());
        auto out = run(q, k, v, mask.tensor, scale, noted);
        context->save_for_backward({q, k, v, mask.tensor, noted});
        context->saved_data["scale"] = scale;
        return out;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const auto &q = saved[0], &k = saved[1], &v = saved[2], &mask = saved[3], &noted = saved[4];
        const Sizes n(q, k);
        const auto dout = gradients[0].contiguous();
        auto dq = at::empty({n.batch, n.queries, n.heads, n.width}, q.options());
        auto dk = at::empty({n.batch, n.keys, n.heads, n.width}, k.options()), dv = at::empty_like(dk);
        each_head(q, k, v, mask, context->saved_data["scale"].toDouble(), true, [&](Head& h, Room& room, int64_t b, int64_t i) {
            auto place = [&](const at::Tensor& t) { return t.data_ptr<float>() + b * t.stride(0) + i * t.stride(2); };
            h.dout = place(dout), h.dq = place(dq), h.dk = place(dk), h.dv = place(dv);
            h.dout_step = h.dq_step = h.dk_step = n.heads * n.width;
            h.noted = noted.data_ptr<float>() + b * noted.stride(0) + i * noted.stride(1);
            flash::backward(h, room);
        });
        return {dq.transpose(1, 2), dk.transpose(1, 2), dv.transpose(1, 2), at::Tensor(), at::Tensor()};
    }
};

}
