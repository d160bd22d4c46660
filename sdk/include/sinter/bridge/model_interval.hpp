// SPDX-License-Identifier: Apache-2.0
//
// Intervals as a table of functions, and such a table as Intervals.
#pragma once

#include <sinter/abi/model.h>
#include <sinter/bridge/floors.hpp>
#include <sinter/bridge/guard.hpp>
#include <sinter/model.hpp>

#include <cstdint>
#include <memory>

namespace sinter::bridge {

namespace exported_model {

inline std::int32_t predict_intervals(const void* handle, std::int32_t kind, double alpha,
                                      const sinter_matrix* x, const sinter_matrix_out* lower,
                                      const sinter_matrix_out* upper, sinter_error* error) noexcept {
    return guard(error, [&] {
        const Model& model = **static_cast<const std::shared_ptr<const Model>*>(handle);
        model.intervals()->predict_intervals(MatrixView(*x), static_cast<IntervalKind>(kind), alpha,
                                             MatrixOut(*lower), MatrixOut(*upper));
    });
}

inline constexpr sinter_model_interval interval_table{sizeof(sinter_model_interval), 0, predict_intervals};

} // namespace exported_model

/// The ability of a model of the other side, which owns the handle; without a table it is not there.
class ImportedIntervals final : public Intervals {
public:
    ImportedIntervals() = default;
    ImportedIntervals(const sinter_model_interval* table, const void* handle)
        : table_(table), handle_(handle) {}

    [[nodiscard]] const Intervals* get() const noexcept { return table_ != nullptr ? this : nullptr; }

    void predict_intervals(MatrixView x, IntervalKind kind, double alpha, MatrixOut lower,
                           MatrixOut upper) const override {
        call(table_->predict, handle_, static_cast<std::int32_t>(kind), alpha, &x.c(), &lower.c(),
             &upper.c());
    }

private:
    const sinter_model_interval* table_ = nullptr;
    const void* handle_ = nullptr;
};

} // namespace sinter::bridge
