// SPDX-License-Identifier: Apache-2.0
//
// A Model as a table of functions, and such a table as a Model.
#pragma once

#include <sinter/abi/model.h>
#include <sinter/bridge/bagged_uncertainty.hpp>
#include <sinter/bridge/floors.hpp>
#include <sinter/bridge/guard.hpp>
#include <sinter/bridge/model_importance.hpp>
#include <sinter/bridge/model_interval.hpp>
#include <sinter/bridge/saved_model.hpp>
#include <sinter/model.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace sinter::bridge {

namespace exported_model {

using Handle = std::shared_ptr<const Model>;
inline const Model& of(const void* handle) { return **static_cast<const Handle*>(handle); }

inline void destroy(void* handle) noexcept { delete static_cast<Handle*>(handle); }

inline std::int32_t predict(const void* handle, const sinter_matrix* x, const sinter_matrix_out* mean,
                            sinter_error* error) noexcept {
    return guard(error, [&] { of(handle).predict(MatrixView(*x), MatrixOut(*mean)); });
}

inline std::int32_t predict_with_deviations(const void* handle, const sinter_matrix* x,
                                            const sinter_matrix_out* mean,
                                            const sinter_matrix_out* sigma_mean,
                                            const sinter_matrix_out* sigma_obs,
                                            sinter_error* error) noexcept {
    return guard(error, [&] {
        of(handle).uncertainty()->predict_with_deviations(MatrixView(*x), MatrixOut(*mean),
                                                          MatrixOut(*sigma_mean), MatrixOut(*sigma_obs));
    });
}

inline std::int32_t predict_out_of_bag(const void* handle, const sinter_matrix* x,
                                       const sinter_keys* materials, const sinter_matrix_out* mean,
                                       sinter_error* error) noexcept {
    return guard(error, [&] {
        of(handle).out_of_bag()->predict_out_of_bag(
            MatrixView(*x), {materials->data, static_cast<std::size_t>(materials->size)}, MatrixOut(*mean));
    });
}

inline constexpr sinter_model_uncertainty uncertainty_table{sizeof(sinter_model_uncertainty), 0,
                                                            predict_with_deviations};
inline constexpr sinter_model_out_of_bag out_of_bag_table{sizeof(sinter_model_out_of_bag), 0,
                                                          predict_out_of_bag};

inline const void* get_interface(const void* handle, sinter_string id) noexcept {
    const auto name = text_of(id);
    if (name == SINTER_MODEL_UNCERTAINTY_INTERFACE && of(handle).uncertainty() != nullptr) {
        return &uncertainty_table;
    }
    if (name == SINTER_MODEL_OUT_OF_BAG_INTERFACE && of(handle).out_of_bag() != nullptr) {
        return &out_of_bag_table;
    }
    if (name == SINTER_MODEL_INTERVAL_INTERFACE && of(handle).intervals() != nullptr) {
        return &interval_table;
    }
    if (name == SINTER_MODEL_COVARIANCE_INTERFACE && of(handle).covariance() != nullptr) {
        return &covariance_table;
    }
    if (name == SINTER_MODEL_INFLUENCE_INTERFACE && of(handle).influence() != nullptr) {
        return &influence_table;
    }
    if (name == SINTER_MODEL_MONTE_CARLO_INTERFACE && of(handle).monte_carlo_error() != nullptr) {
        return &monte_carlo_table;
    }
    if (name == SINTER_MODEL_IMPORTANCE_INTERFACE && of(handle).importance() != nullptr) {
        return &importance_table;
    }
    if (name == SINTER_MODEL_SHAP_INTERFACE && of(handle).shap() != nullptr) {
        return &shap_table;
    }
    if (name == SINTER_SAVED_MODEL_INTERFACE && of(handle).saved() != nullptr) {
        return &saved_table;
    }
    return nullptr;
}

inline constexpr sinter_model table{sizeof(sinter_model), 0, destroy, predict, get_interface};

} // namespace exported_model

/// The receiver destroys the handle; the model itself may be shared. Throws Error if there is none.
[[nodiscard]] inline sinter_model_ref export_model(std::shared_ptr<const Model> model) {
    if (!model) {
        throw Error(SINTER_INTERNAL, "it returned a null pointer instead of a model");
    }
    return {&exported_model::table, new exported_model::Handle(std::move(model))};
}

/// A model of the other side. Owns the handle.
class ImportedModel final : public Model, private Uncertainty, private OutOfBag {
public:
    explicit ImportedModel(sinter_model_ref ref) : ref_(ref) {
        require_table(ref.table, "model");
        require_slot(ref.table->destroy, "model", "destroy");
        require_slot(ref.table->predict, "model", "predict");
        require_slot(ref.table->get_interface, "model", "get_interface");
        uncertainty_ = optional<sinter_model_uncertainty>(SINTER_MODEL_UNCERTAINTY_INTERFACE);
        out_of_bag_ = optional<sinter_model_out_of_bag>(SINTER_MODEL_OUT_OF_BAG_INTERFACE);
        covariance_ = {optional<sinter_model_covariance>(SINTER_MODEL_COVARIANCE_INTERFACE), ref_.handle()};
        influence_ = {optional<sinter_model_influence>(SINTER_MODEL_INFLUENCE_INTERFACE), ref_.handle()};
        monte_carlo_ = {optional<sinter_model_monte_carlo>(SINTER_MODEL_MONTE_CARLO_INTERFACE),
                        ref_.handle()};
        importance_ = {known<sinter_model_importance>(SINTER_MODEL_IMPORTANCE_INTERFACE), ref_.handle()};
        shap_ = {optional<sinter_model_shap>(SINTER_MODEL_SHAP_INTERFACE), ref_.handle()};
        intervals_ = {optional<sinter_model_interval>(SINTER_MODEL_INTERVAL_INTERFACE), ref_.handle()};
        const auto* saved = known<sinter_saved_model>(SINTER_SAVED_MODEL_INTERFACE);
        if (saved != nullptr) {
            require_slot(saved->save, SINTER_SAVED_MODEL_INTERFACE, "save");
        }
        saved_ = {saved, ref_.handle()};
    }

    void predict(MatrixView x, MatrixOut mean) const override {
        call(ref_.table()->predict, ref_.handle(), &x.c(), &mean.c());
    }
    [[nodiscard]] const Uncertainty* uncertainty() const override {
        return uncertainty_ != nullptr ? this : nullptr;
    }
    [[nodiscard]] const OutOfBag* out_of_bag() const override {
        return out_of_bag_ != nullptr ? this : nullptr;
    }
    [[nodiscard]] const Intervals* intervals() const override { return intervals_.get(); }
    [[nodiscard]] const Covariance* covariance() const override { return covariance_.get(); }
    [[nodiscard]] const Influence* influence() const override { return influence_.get(); }
    [[nodiscard]] const MonteCarloError* monte_carlo_error() const override { return monte_carlo_.get(); }
    [[nodiscard]] const Importance* importance() const override { return importance_.get(); }
    [[nodiscard]] const Shap* shap() const override { return shap_.get(); }
    [[nodiscard]] const SavedModel* saved() const override { return saved_.get(); }

private:
    template <class Table>
    const Table* known(const char* id) const {
        const auto* table = static_cast<const Table*>(ref_.table()->get_interface(ref_.handle(), c_text(id)));
        if (table != nullptr) {
            require_table(table, id);
        }
        return table;
    }
    template <class Table>
    const Table* optional(const char* id) const {
        const auto* table = known<Table>(id);
        if (table != nullptr) {
            require_slot(table->predict, id, "predict");
        }
        return table;
    }
    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override {
        call(uncertainty_->predict, ref_.handle(), &x.c(), &mean.c(), &sigma_mean.c(), &sigma_obs.c());
    }
    void predict_out_of_bag(MatrixView x, Span<std::uint64_t> materials, MatrixOut mean) const override {
        const sinter_keys keys{materials.data(), static_cast<std::int64_t>(materials.size())};
        call(out_of_bag_->predict, ref_.handle(), &x.c(), &keys, &mean.c());
    }

    OwnedHandle<sinter_model_ref> ref_;
    const sinter_model_uncertainty* uncertainty_ = nullptr;
    const sinter_model_out_of_bag* out_of_bag_ = nullptr;
    ImportedIntervals intervals_;
    ImportedCovariance covariance_;
    ImportedInfluence influence_;
    ImportedMonteCarloError monte_carlo_;
    ImportedImportance importance_;
    ImportedShap shap_;
    ImportedSavedModel saved_;
};

} // namespace sinter::bridge
