// libtorch 1.13 lacks kernels of many operators for the meta device, which later versions have. Here every operator that has none
// runs on the CPU with made-up numbers, of which only the shapes are kept. What depends on numbers throws, as do mixed devices.
#if __has_include(<torch/version.h>)
#include <torch/version.h>
#else
#include <torch/headeronly/version.h>
#endif
#if TORCH_VERSION_MAJOR < 2
#include <ATen/ATen.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/library.h>
#include <string>
#include <unordered_set>
#include <vector>

namespace {

using at::Tensor;
using c10::IValue;

// The shapes of their results depend on the values of their arguments.
const std::unordered_set<std::string> kReadValues = {
    "aten::bincount", "aten::masked_select", "aten::nonzero", "aten::repeat_interleave", "aten::unique_consecutive", "aten::unique_dim",
    "aten::unique_dim_consecutive", "aten::_unique", "aten::_unique2",
};

// Ones and zeros: valid as numbers, as probabilities and as indices.
Tensor made_up(const Tensor& t, const c10::OperatorHandle& op) {
    if (!t.defined()) return t;
    if (!t.is_meta()) {
        TORCH_CHECK(t.dim() == 0, "Expected all tensors to be on the same device, but found at least two devices, meta and ", t.device(),
            "! (when checking arguments of ", op.operator_name(), ")");
        return t;
    }
    auto all = at::detail::empty_strided_cpu(t.sizes(), t.strides(), t.scalar_type());
    all.fill_(at::isIntegralType(t.scalar_type(), true) ? 0 : 1);
    return all;
}

void run_on_made_up_numbers(const c10::OperatorHandle& op, c10::DispatchKeySet, torch::jit::Stack* stack) {
    const auto& schema = op.schema();
    TORCH_CHECK_NOT_IMPLEMENTED(!kReadValues.count(schema.name()), op.operator_name(), " reads values, and tensors on the meta device have none");
    for (const auto& r : schema.returns()) {
        const auto kind = r.type()->kind();
        TORCH_CHECK_NOT_IMPLEMENTED(kind == c10::TypeKind::TensorType || kind == c10::TypeKind::ListType,
            op.operator_name(), " reads values, and tensors on the meta device have none");
    }
    const size_t n = schema.arguments().size();
    std::vector<IValue> given(stack->end() - n, stack->end());
    std::vector<Tensor> written(n);
    for (size_t i = 0; i < n; i++) {
        auto& slot = (*stack)[stack->size() - n + i];
        if (slot.isTensor()) {
            slot = made_up(slot.toTensor(), op);
            if (auto* alias = schema.arguments()[i].alias_info()) if (alias->isWrite()) written[i] = slot.toTensor();
        } else if (slot.isTensorList()) {
            c10::List<Tensor> list;
            for (const Tensor& t : slot.toTensorList()) list.push_back(made_up(t, op));
            slot = list;
        } else if (slot.isOptionalTensorList()) {
            c10::List<c10::optional<Tensor>> list;
            for (const c10::optional<Tensor>& t : slot.toOptionalTensorList())
                list.push_back(t ? c10::optional<Tensor>(made_up(*t, op)) : c10::optional<Tensor>());
            slot = list;
        } else if (slot.isDevice()) {
            slot = c10::Device(at::kCPU);
        }
    }
    {
        at::AutoDispatchBelowADInplaceOrView no_gradients;
        op.callBoxed(stack);
    }
    // A result that is one of the arguments stays that tensor; others become tensors without numbers.
    auto shape_of = [&](const Tensor& t) -> Tensor {
        if (!t.defined()) return t;
        for (size_t i = 0; i < n; i++) {
            if (!written[i].defined() || !written[i].is_same(t)) continue;
            auto target = given[i].toTensor();
            if (target.is_meta() && target.sizes() != t.sizes()) target.resize_(t.sizes());
            return target;
        }
        return at::empty_strided(t.sizes(), t.strides(), t.options().device(at::kMeta));
    };
    for (size_t i = stack->size() - schema.returns().size(); i < stack->size(); i++) {
        auto& slot = (*stack)[i];
        if (slot.isTensor()) {
            slot = shape_of(slot.toTensor());
        } else {
            c10::List<Tensor> list;
            for (const Tensor& t : slot.toTensorList()) list.push_back(shape_of(t));
            slot = list;
        }
    }
}

}  // namespace

TORCH_LIBRARY_IMPL(_, Meta, m) {
    m.fallback(torch::CppFunction::makeFromBoxedFunction<&run_on_made_up_numbers>());
}
#endif
