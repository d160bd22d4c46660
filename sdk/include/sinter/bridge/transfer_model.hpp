// SPDX-License-Identifier: Apache-2.0
//
// The abilities of a fitted strategy as tables of functions, and such tables as abilities.
#pragma once

#include <sinter/abi/abilities/transfer_model.h>
#include <sinter/bridge/floors.hpp>
#include <sinter/bridge/guard.hpp>
#include <sinter/bridge/keys.hpp>
#include <sinter/strategy.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sinter::bridge {

[[nodiscard]] inline Materials materials_from_c(const sinter_materials* c) {
    return c != nullptr ? Materials(*c) : Materials();
}
[[nodiscard]] inline sinter_candidates candidates_to_c(const Candidates& candidates) {
    return {sizeof(sinter_candidates),
            0,
            candidates.features.c(),
            keys_to_c(candidates.materials),
            candidates.known_sources.c(),
            candidates.compositions.size() > 0 ? &candidates.compositions.c() : nullptr};
}
[[nodiscard]] inline Candidates candidates_from_c(const sinter_candidates& c) {
    return {MatrixView(c.features), keys_from_c(c.materials), MatrixView(c.known_sources),
            materials_from_c(c.compositions)};
}

namespace exported_transfer_model {

inline const TransferModel& of(const void* handle) {
    return **static_cast<const std::shared_ptr<const TransferModel>*>(handle);
}

inline std::int32_t predict_out_of_bag(const void* handle, const sinter_candidates* candidates,
                                       const sinter_matrix_out* mean, sinter_error* error) noexcept {
    return guard(error, [&] {
        of(handle).out_of_bag()->predict_out_of_bag(candidates_from_c(*candidates), MatrixOut(*mean));
    });
}

inline std::int32_t predict_covariance(const void* handle, const sinter_candidates* candidates,
                                       std::uint32_t kind, const sinter_matrix_out* covariance,
                                       sinter_error* error) noexcept {
    return guard(error, [&] {
        if (kind > SINTER_TASK_COVARIANCE_JACKKNIFE) {
            fail_invalid("there is no covariance of tasks of kind " + std::to_string(kind));
        }
        of(handle).task_covariance()->predict_task_covariance(
            candidates_from_c(*candidates), static_cast<TaskCovariance::Kind>(kind), MatrixOut(*covariance));
    });
}

inline constexpr sinter_transfer_model_out_of_bag out_of_bag_table{sizeof(sinter_transfer_model_out_of_bag),
                                                                   0, predict_out_of_bag};
inline constexpr sinter_transfer_model_covariance covariance_table{sizeof(sinter_transfer_model_covariance),
                                                                   0, predict_covariance};

/// The table of an ability that the model has; else null.
inline const void* transfer_ability_table(const TransferModel& model, std::string_view id) {
    if (id == SINTER_TRANSFER_MODEL_OUT_OF_BAG_INTERFACE && model.out_of_bag() != nullptr) {
        return &out_of_bag_table;
    }
    if (id == SINTER_TRANSFER_MODEL_COVARIANCE_INTERFACE && model.task_covariance() != nullptr) {
        return &covariance_table;
    }
    return nullptr;
}

} // namespace exported_transfer_model

/// Abilities of the other side's model; without a table there is none. The handle must outlive them.
class ImportedCompositeOutOfBag final : public CompositeOutOfBag {
public:
    ImportedCompositeOutOfBag() = default;
    ImportedCompositeOutOfBag(const sinter_transfer_model_out_of_bag* table, const void* handle)
        : table_(table), handle_(handle) {}
    [[nodiscard]] const CompositeOutOfBag* get() const { return table_ != nullptr ? this : nullptr; }
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        const sinter_candidates c = candidates_to_c(candidates);
        call(table_->predict, handle_, &c, &mean.c());
    }

private:
    const sinter_transfer_model_out_of_bag* table_ = nullptr;
    const void* handle_ = nullptr;
};

class ImportedTaskCovariance final : public TaskCovariance {
public:
    ImportedTaskCovariance() = default;
    ImportedTaskCovariance(const sinter_transfer_model_covariance* table, const void* handle)
        : table_(table), handle_(handle) {}
    [[nodiscard]] const TaskCovariance* get() const { return table_ != nullptr ? this : nullptr; }
    void predict_task_covariance(const Candidates& candidates, Kind kind,
                                 MatrixOut covariance) const override {
        const sinter_candidates c = candidates_to_c(candidates);
        call(table_->predict, handle_, &c, static_cast<std::uint32_t>(kind), &covariance.c());
    }

private:
    const sinter_transfer_model_covariance* table_ = nullptr;
    const void* handle_ = nullptr;
};

} // namespace sinter::bridge
