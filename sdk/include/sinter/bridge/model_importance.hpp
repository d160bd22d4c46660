// SPDX-License-Identifier: Apache-2.0
//
// Importances and Shapley values as tables of functions, and such tables as abilities.
#pragma once

#include <sinter/bridge/floors.hpp>
#include <sinter/bridge/guard.hpp>
#include <sinter/importance.hpp>
#include <sinter/model.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace sinter::bridge {

namespace exported_model {

// As in bridge/model.hpp.
inline const Model& explained(const void* handle) {
    return **static_cast<const std::shared_ptr<const Model>*>(handle);
}

inline std::int32_t impurity_importance(const void* handle, const sinter_matrix_out* shares,
                                        sinter_error* error) noexcept {
    return guard(error, [&] { explained(handle).importance()->impurity_importance(MatrixOut(*shares)); });
}

inline std::int32_t permutation_importance(const void* handle, const sinter_matrix* x,
                                           const sinter_matrix* labels, const sinter_keys* materials,
                                           const sinter_stream* stream, const sinter_matrix_out* mean,
                                           const sinter_matrix_out* standard_error,
                                           sinter_error* error) noexcept {
    return guard(error, [&] {
        const Span<std::uint64_t> keys(materials->data, static_cast<std::size_t>(materials->size));
        explained(handle).importance()->permutation_importance({MatrixView(*x), MatrixView(*labels), keys},
                                                               Stream(*stream), MatrixOut(*mean),
                                                               MatrixOut(*standard_error));
    });
}

inline std::int32_t shap_values(const void* handle, const sinter_matrix* x, const sinter_matrix_out* values,
                                const sinter_matrix_out* base, sinter_error* error) noexcept {
    return guard(error, [&] {
        explained(handle).shap()->shap_values(MatrixView(*x), MatrixOut(*values), MatrixOut(*base));
    });
}

inline constexpr sinter_model_importance importance_table{sizeof(sinter_model_importance), 0,
                                                          impurity_importance, permutation_importance};
inline constexpr sinter_model_shap shap_table{sizeof(sinter_model_shap), 0, shap_values};

} // namespace exported_model

/// Abilities of the other side's model; without a table there is none. The handle must outlive them.
class ImportedImportance final : public Importance {
public:
    ImportedImportance() = default;
    ImportedImportance(const sinter_model_importance* table, const void* handle)
        : table_(table), handle_(handle) {
        if (table != nullptr) {
            require_slot(table->impurity, SINTER_MODEL_IMPORTANCE_INTERFACE, "impurity");
            require_slot(table->permutation, SINTER_MODEL_IMPORTANCE_INTERFACE, "permutation");
        }
    }
    [[nodiscard]] const Importance* get() const noexcept { return table_ != nullptr ? this : nullptr; }
    void impurity_importance(MatrixOut shares) const override {
        call(table_->impurity, handle_, &shares.c());
    }
    void permutation_importance(const LabelledMaterials& rows, Stream stream, MatrixOut mean,
                                MatrixOut standard_error) const override {
        const sinter_keys keys{rows.materials.data(), static_cast<std::int64_t>(rows.materials.size())};
        const sinter_stream name = stream.c();
        call(table_->permutation, handle_, &rows.features.c(), &rows.labels.c(), &keys, &name, &mean.c(),
             &standard_error.c());
    }

private:
    const sinter_model_importance* table_ = nullptr;
    const void* handle_ = nullptr;
};

class ImportedShap final : public Shap {
public:
    ImportedShap() = default;
    ImportedShap(const sinter_model_shap* table, const void* handle) : table_(table), handle_(handle) {}
    [[nodiscard]] const Shap* get() const noexcept { return table_ != nullptr ? this : nullptr; }
    void shap_values(MatrixView x, MatrixOut values, MatrixOut base) const override {
        call(table_->predict, handle_, &x.c(), &values.c(), &base.c());
    }

private:
    const sinter_model_shap* table_ = nullptr;
    const void* handle_ = nullptr;
};

} // namespace sinter::bridge
