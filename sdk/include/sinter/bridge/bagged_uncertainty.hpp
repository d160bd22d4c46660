// SPDX-License-Identifier: Apache-2.0
//
// The abilities of a bagged model as tables of functions, and such tables as abilities.
#pragma once

#include <sinter/bagged_uncertainty.hpp>
#include <sinter/bridge/floors.hpp>
#include <sinter/bridge/guard.hpp>
#include <sinter/model.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace sinter::bridge {

namespace exported_model {

// As in bridge/model.hpp.
inline const Model& bagged(const void* handle) {
    return **static_cast<const std::shared_ptr<const Model>*>(handle);
}

inline std::int32_t predict_covariance(const void* handle, const sinter_matrix* x, std::uint32_t kind,
                                       const sinter_matrix_out* covariance, double* clipped_share,
                                       sinter_error* error) noexcept {
    return guard(error, [&] {
        if (kind > SINTER_COVARIANCE_CONSERVATIVE) {
            throw Error(SINTER_INVALID_ARGUMENT, "there is no covariance of kind " + std::to_string(kind));
        }
        *clipped_share = bagged(handle).covariance()->predict_covariance(
            MatrixView(*x), static_cast<CovarianceKind>(kind), MatrixOut(*covariance));
    });
}

inline std::int32_t influence_materials(const void* handle, sinter_keys* keys, sinter_error* error) noexcept {
    return guard(error, [&] {
        const auto materials = bagged(handle).influence()->influence_materials();
        *keys = {materials.data(), static_cast<std::int64_t>(materials.size())};
    });
}

inline std::int32_t predict_influence(const void* handle, const sinter_matrix* x, std::int64_t output,
                                      const sinter_matrix_out* infinitesimal,
                                      const sinter_matrix_out* without, sinter_error* error) noexcept {
    return guard(error, [&] {
        bagged(handle).influence()->predict_influence(MatrixView(*x), output, MatrixOut(*infinitesimal),
                                                      MatrixOut(*without));
    });
}

inline std::int32_t predict_monte_carlo(const void* handle, const sinter_matrix* x,
                                        const sinter_matrix_out* error_of_sigma,
                                        const sinter_matrix_out* rectified, sinter_error* error) noexcept {
    return guard(error, [&] {
        bagged(handle).monte_carlo_error()->predict_monte_carlo(MatrixView(*x), MatrixOut(*error_of_sigma),
                                                                MatrixOut(*rectified));
    });
}

inline constexpr sinter_model_covariance covariance_table{sizeof(sinter_model_covariance), 0,
                                                          predict_covariance};
inline constexpr sinter_model_influence influence_table{sizeof(sinter_model_influence), 0,
                                                        influence_materials, predict_influence};
inline constexpr sinter_model_monte_carlo monte_carlo_table{sizeof(sinter_model_monte_carlo), 0,
                                                            predict_monte_carlo};

} // namespace exported_model

/// Abilities of the other side's model; without a table there is none. The handle must outlive them.
class ImportedCovariance final : public Covariance {
public:
    ImportedCovariance() = default;
    ImportedCovariance(const sinter_model_covariance* table, const void* handle)
        : table_(table), handle_(handle) {}
    [[nodiscard]] const Covariance* get() const { return table_ != nullptr ? this : nullptr; }
    double predict_covariance(MatrixView x, CovarianceKind kind, MatrixOut covariance) const override {
        double clipped_share = 0;
        call(table_->predict, handle_, &x.c(), static_cast<std::uint32_t>(kind), &covariance.c(),
             &clipped_share);
        return clipped_share;
    }

private:
    const sinter_model_covariance* table_ = nullptr;
    const void* handle_ = nullptr;
};

class ImportedInfluence final : public Influence {
public:
    ImportedInfluence() = default;
    ImportedInfluence(const sinter_model_influence* table, const void* handle)
        : table_(table), handle_(handle) {
        if (table != nullptr) {
            require_slot(table->materials, SINTER_MODEL_INFLUENCE_INTERFACE, "materials");
        }
    }
    [[nodiscard]] const Influence* get() const { return table_ != nullptr ? this : nullptr; }
    [[nodiscard]] Span<std::uint64_t> influence_materials() const override {
        sinter_keys keys{nullptr, 0};
        call(table_->materials, handle_, &keys);
        return {keys.data, static_cast<std::size_t>(keys.size)};
    }
    void predict_influence(MatrixView x, Index output, MatrixOut infinitesimal,
                           MatrixOut without) const override {
        call(table_->predict, handle_, &x.c(), output, &infinitesimal.c(), &without.c());
    }

private:
    const sinter_model_influence* table_ = nullptr;
    const void* handle_ = nullptr;
};

class ImportedMonteCarloError final : public MonteCarloError {
public:
    ImportedMonteCarloError() = default;
    ImportedMonteCarloError(const sinter_model_monte_carlo* table, const void* handle)
        : table_(table), handle_(handle) {}
    [[nodiscard]] const MonteCarloError* get() const { return table_ != nullptr ? this : nullptr; }
    void predict_monte_carlo(MatrixView x, MatrixOut error, MatrixOut rectified) const override {
        call(table_->predict, handle_, &x.c(), &error.c(), &rectified.c());
    }

private:
    const sinter_model_monte_carlo* table_ = nullptr;
    const void* handle_ = nullptr;
};

} // namespace sinter::bridge
