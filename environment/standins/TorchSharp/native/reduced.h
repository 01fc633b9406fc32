// Float16 and bfloat16 on the CPU, as libtorch has them from 2.1 on. An operator without such a kernel runs in float32 and its result is
// rounded, which is what the later kernels do; which operators these are shows at their first call.
#pragma once
#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <array>
#include <atomic>
#include <string>
#include <utility>
#include <vector>

namespace reduced {

using Stack = torch::jit::Stack;

constexpr std::array<std::pair<at::ScalarType, const char*>, 2> kTypes{{
    {at::kHalf, "not implemented for 'Half'"}, {at::kBFloat16, "not implemented for 'BFloat16'"}}};

inline bool holds(const at::IValue& value, at::ScalarType type) {
    if (value.isTensor()) {
        const at::Tensor& t = value.toTensor();
        return t.defined() && t.device().is_cpu() && t.scalar_type() == type;
    }
    if (!value.isTensorList()) return false;
    for (const at::Tensor& t : value.toTensorVector())
        if (holds(t, type)) return true;
    return false;
}

// The place in kTypes of the first type that is among the arguments; their number where none is.
inline size_t find(const Stack& stack) {
    for (const auto& value : stack)
        for (size_t i = 0; i < kTypes.size(); i++)
            if (holds(value, kTypes[i].first)) return i;
    return kTypes.size();
}

inline at::IValue convert(const at::IValue& value, at::ScalarType from, at::ScalarType to) {
    if (!holds(value, from)) return value;
    if (value.isTensor()) return value.toTensor().to(to);
    c10::List<at::Tensor> list;
    for (const at::Tensor& t : value.toTensorVector()) list.push_back(holds(t, from) ? t.to(to) : t);
    return list;
}

// With a result type among the arguments the caller has chosen it.
inline bool chosen(const c10::FunctionSchema& schema, const Stack& arguments) {
    for (size_t i = 0; i < arguments.size(); i++)
        if (schema.arguments()[i].name() == "dtype" && !arguments[i].isNone()) return true;
    return false;
}

inline void call_wide(const c10::OperatorHandle& op, Stack& stack, at::ScalarType type) {
    const auto& schema = op.schema();
    const Stack given = stack;
    const bool keeps = chosen(schema, given);
    for (auto& value : stack) value = convert(value, type, at::kFloat);
    const Stack wide = stack;
    op.callBoxed(&stack);
    for (auto& value : stack)
        if (!keeps) value = convert(value, at::kFloat, type);
    for (size_t i = 0; i < given.size(); i++) {
        const auto* alias = schema.arguments()[i].alias_info();
        if (!alias || !alias->isWrite() || !holds(given[i], type)) continue;
        given[i].toTensor().copy_(wide[i].toTensor());
        if (stack.size() == 1) stack.front() = given[i];
    }
}

// Calls an operator on a stack of arguments, which its results replace. `missing` has a bit for each type that it is known to lack.
inline void call(const c10::OperatorHandle& op, Stack& stack, std::atomic<uint8_t>& missing) {
    const size_t type = find(stack);
    if (type == kTypes.size()) return op.callBoxed(&stack);
    if (missing.load(std::memory_order_relaxed) >> type & 1) return call_wide(op, stack, kTypes[type].first);
    Stack given = stack;
    try {
        op.callBoxed(&stack);
    } catch (const c10::Error& e) {
        if (std::string(e.what_without_backtrace()).find(kTypes[type].second) == std::string::npos) throw;
        missing.fetch_or(1 << type, std::memory_order_relaxed);
        stack = std::move(given);
        call_wide(op, stack, kTypes[type].first);
    }
}

}  // namespace reduced
