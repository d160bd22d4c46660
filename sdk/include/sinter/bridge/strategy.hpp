// SPDX-License-Identifier: Apache-2.0
//
// A TransferStrategy as a table of functions, and such a table as a TransferStrategy.
#pragma once

#include <sinter/abi/strategy.h>
#include <sinter/bridge/guard.hpp>
#include <sinter/bridge/host.hpp>
#include <sinter/bridge/learner.hpp>
#include <sinter/bridge/transfer_abilities.hpp>
#include <sinter/strategy.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sinter::bridge {

[[nodiscard]] inline sinter_task task_to_c(const Task& task) {
    return {label_to_c(task.label),
            c_text(task.context),
            {task.rows.data(), static_cast<std::int64_t>(task.rows.size())},
            vector_to_c(task.labels),
            vector_to_c(task.weights),
            task.stream.c()};
}
[[nodiscard]] inline Task task_from_c(const sinter_task& c) {
    return {label_from_c(c.label),
            std::string(text_of(c.context)),
            {c.rows.data, static_cast<std::size_t>(c.rows.size)},
            vector_from_c(c.labels),
            vector_from_c(c.weights),
            Stream(c.stream)};
}

/// A problem as it crosses; points into what the TransferProblem looks at.
class CTransferProblem {
public:
    explicit CTransferProblem(const TransferProblem& problem) {
        for (const auto& feature : problem.feature_infos) {
            features_.push_back(feature_to_c(feature));
        }
        for (const auto& task : problem.targets) {
            targets_.push_back(task_to_c(task));
        }
        for (const auto& task : problem.sources) {
            sources_.push_back(task_to_c(task));
        }
        c_ = {sizeof(sinter_transfer_problem),
              problem.read_sources_out_of_bag ? 1U : 0U,
              problem.features.c(),
              keys_to_c(problem.materials),
              features_.data(),
              targets_.data(),
              targets_.size(),
              sources_.data(),
              sources_.size(),
              problem.stream.c(),
              problem.sources_keep_candidates ? 1U : 0U,
              0};
    }
    [[nodiscard]] const sinter_transfer_problem* c() const noexcept { return &c_; }

private:
    std::vector<sinter_feature> features_;
    std::vector<sinter_task> targets_;
    std::vector<sinter_task> sources_;
    sinter_transfer_problem c_{};
};

/// The same on the receiving side; holds the names that the view needs.
class TransferProblemFromC {
public:
    explicit TransferProblemFromC(const sinter_transfer_problem& c) {
        for (std::int64_t j = 0; j < c.features.columns; ++j) {
            features_.push_back(feature_from_c(c.feature_infos[j]));
        }
        view_.features = MatrixView(c.features);
        view_.materials = keys_from_c(c.materials);
        view_.feature_infos = features_;
        for (std::uint64_t k = 0; k < c.target_count; ++k) {
            view_.targets.push_back(task_from_c(c.targets[k]));
        }
        for (std::uint64_t k = 0; k < c.source_count; ++k) {
            view_.sources.push_back(task_from_c(c.sources[k]));
        }
        view_.stream = Stream(c.stream);
        view_.read_sources_out_of_bag = c.read_sources_out_of_bag != 0;
        constexpr std::size_t end = offsetof(sinter_transfer_problem, sources_keep_candidates) + 4;
        view_.sources_keep_candidates = c.struct_size >= end && c.sources_keep_candidates != 0;
    }
    TransferProblemFromC(const TransferProblemFromC&) = delete; // view_ points into features_
    TransferProblemFromC& operator=(const TransferProblemFromC&) = delete;
    [[nodiscard]] const TransferProblem& view() const noexcept { return view_; }

private:
    std::vector<Feature> features_;
    TransferProblem view_;
};

namespace exported_transfer_model {

using Handle = std::shared_ptr<const TransferModel>;
inline void destroy(void* handle) noexcept { delete static_cast<Handle*>(handle); }
inline std::int32_t predict(const void* handle, const sinter_candidates* candidates,
                            const sinter_matrix_out* mean, const sinter_matrix_out* sigma_mean,
                            const sinter_matrix_out* sigma_obs, sinter_error* error) noexcept {
    return guard(error, [&] {
        (*static_cast<const Handle*>(handle))
            ->predict(candidates_from_c(*candidates),
                      {MatrixOut(*mean), MatrixOut(*sigma_mean), MatrixOut(*sigma_obs)});
    });
}
inline const void* get_interface(const void* handle, sinter_string id) noexcept {
    return transfer_ability_table(**static_cast<const Handle*>(handle), text_of(id));
}
inline constexpr sinter_transfer_model table{sizeof(sinter_transfer_model), 0, destroy, predict,
                                             get_interface};

} // namespace exported_transfer_model

namespace exported_strategy {

inline const TransferStrategy& of(const void* handle) {
    return *static_cast<const TransferStrategy*>(handle);
}
inline void destroy(void* handle) noexcept { delete static_cast<TransferStrategy*>(handle); }
inline void needs(const void* handle, sinter_strategy_needs* out) noexcept {
    guard(nullptr, [&] {
        const StrategyNeeds own = of(handle).needs();
        out->same_unit = own.same_unit ? 1 : 0;
        out->numbers_only = own.numbers_only ? 1 : 0;
        out->reads_known_sources = own.reads_known_sources ? 1 : 0;
        out->min_sources = own.min_sources;
        out->max_sources = own.max_sources;
        out->max_targets = own.max_targets;
    });
}
inline std::int32_t fit(const void* handle, const sinter_transfer_problem* problem, const sinter_host* host,
                        sinter_transfer_model_ref* model, sinter_error* error) noexcept {
    return guard(error, [&] {
        const TransferProblemFromC own(*problem);
        ImportedHost services(host);
        auto fitted = of(handle).fit(own.view(), services);
        if (!fitted) {
            throw Error(SINTER_INTERNAL, "it returned a null pointer instead of a model");
        }
        *model = {&exported_transfer_model::table, new exported_transfer_model::Handle(std::move(fitted))};
    });
}
inline const void* get_interface(const void* /*handle*/, sinter_string /*id*/) noexcept { return nullptr; }
inline constexpr sinter_strategy table{sizeof(sinter_strategy), 0, destroy, needs, fit, get_interface};

} // namespace exported_strategy

/// The receiver destroys the handle.
inline sinter_strategy_ref export_strategy(std::unique_ptr<TransferStrategy> strategy) {
    return {&exported_strategy::table, strategy.release()};
}

/// A fitted strategy of the other side. Owns the handle.
class ImportedTransferModel final : public TransferModel {
public:
    explicit ImportedTransferModel(sinter_transfer_model_ref ref) : ref_(ref) {
        require_table(ref.table, "transfer model");
        require_slot(ref.table->destroy, "transfer model", "destroy");
        require_slot(ref.table->predict, "transfer model", "predict");
        require_slot(ref.table->get_interface, "transfer model", "get_interface");
        out_of_bag_ = {optional<sinter_transfer_model_out_of_bag>(SINTER_TRANSFER_MODEL_OUT_OF_BAG_INTERFACE),
                       ref_.handle()};
        covariance_ = {optional<sinter_transfer_model_covariance>(SINTER_TRANSFER_MODEL_COVARIANCE_INTERFACE),
                       ref_.handle()};
    }

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const sinter_candidates c = candidates_to_c(candidates);
        call(ref_.table()->predict, ref_.handle(), &c, &out.mean.c(), &out.sigma_mean.c(),
             &out.sigma_obs.c());
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override { return out_of_bag_.get(); }
    [[nodiscard]] const TaskCovariance* task_covariance() const override { return covariance_.get(); }

private:
    template <class Table>
    const Table* optional(const char* id) const {
        const auto* table = static_cast<const Table*>(ref_.table()->get_interface(ref_.handle(), c_text(id)));
        if (table != nullptr) {
            require_table(table, id);
            require_slot(table->predict, id, "predict");
        }
        return table;
    }

    OwnedHandle<sinter_transfer_model_ref> ref_;
    ImportedCompositeOutOfBag out_of_bag_;
    ImportedTaskCovariance covariance_;
};

/// A strategy of the other side. Owns the handle.
class ImportedStrategy final : public TransferStrategy {
public:
    explicit ImportedStrategy(sinter_strategy_ref ref) : ref_(ref) {
        require_table(ref.table, "strategy");
        require_slot(ref.table->destroy, "strategy", "destroy");
        require_slot(ref.table->needs, "strategy", "needs");
        require_slot(ref.table->fit, "strategy", "fit");
        require_slot(ref.table->get_interface, "strategy", "get_interface");
    }

    [[nodiscard]] StrategyNeeds needs() const override {
        sinter_strategy_needs c{sizeof(sinter_strategy_needs), 0, 0, 0, 0, 0, 0};
        ref_.table()->needs(ref_.handle(), &c);
        return {c.min_sources,    c.max_sources,       c.max_targets,
                c.same_unit != 0, c.numbers_only != 0, c.reads_known_sources != 0};
    }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override {
        const CTransferProblem c(problem);
        const ExportedHost services(host);
        sinter_transfer_model_ref model{nullptr, nullptr};
        call(ref_.table()->fit, ref_.handle(), c.c(), services.c(), &model);
        return std::make_shared<ImportedTransferModel>(model);
    }

private:
    OwnedHandle<sinter_strategy_ref> ref_;
};

inline std::unique_ptr<TransferStrategy> import_strategy(sinter_strategy_ref ref) {
    return std::make_unique<ImportedStrategy>(ref);
}

} // namespace sinter::bridge
