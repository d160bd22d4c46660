// SPDX-License-Identifier: Apache-2.0
//
// A TransferStrategy as a table of functions, and such a table as a TransferStrategy.
#pragma once

#include <sinter/abi/strategy.h>
#include <sinter/bridge/guard.hpp>
#include <sinter/bridge/host.hpp>
#include <sinter/bridge/learner.hpp>
#include <sinter/bridge/transfer_model.hpp>
#include <sinter/strategy.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sinter::bridge {

[[nodiscard]] inline sinter_task task_to_c(const Task& task, const sinter_label& label) {
    return {{&label, 1, sizeof(sinter_label)},
            c_text(task.context),
            {task.rows.data(), static_cast<std::int64_t>(task.rows.size())},
            vector_to_c(task.labels),
            vector_to_c(task.weights),
            task.stream.c(),
            vector_to_c(task.errors),
            task.fidelity,
            task.cost};
}
[[nodiscard]] inline Task task_from_c(const sinter_task& c) {
    const auto labels = labels_from_c(c.label);
    if (labels.size() != 1) {
        throw Error(SINTER_INTERNAL, "gave a task with " + std::to_string(labels.size()) + " labels");
    }
    return {labels.front(),
            std::string(text_of(c.context)),
            {c.rows.data, static_cast<std::size_t>(c.rows.size)},
            vector_from_c(c.labels),
            vector_from_c(c.weights),
            Stream(c.stream),
            vector_from_c(c.errors),
            c.fidelity,
            c.cost};
}

/// A problem as it crosses; points into what the TransferProblem looks at.
class CTransferProblem {
public:
    explicit CTransferProblem(const TransferProblem& problem) {
        for (const auto& feature : problem.feature_infos) {
            features_.push_back(feature_to_c(feature));
        }
        labels_.reserve(problem.targets.size() + problem.sources.size()); // tasks point at its elements
        add(problem.targets, targets_);
        add(problem.sources, sources_);
        if (problem.candidates != nullptr) {
            candidates_ = candidates_to_c(*problem.candidates);
        }
        c_ = {sizeof(sinter_transfer_problem),
              static_cast<std::uint32_t>(problem.source_rows),
              problem.features.c(),
              keys_to_c(problem.materials),
              array_of<sinter_features>(features_),
              array_of<sinter_tasks>(targets_),
              array_of<sinter_tasks>(sources_),
              problem.stream.c(),
              problem.compositions.size() > 0 ? &problem.compositions.c() : nullptr,
              problem.candidates != nullptr ? &candidates_ : nullptr};
    }
    CTransferProblem(const CTransferProblem&) = delete; // c_ points into this object
    CTransferProblem& operator=(const CTransferProblem&) = delete;
    [[nodiscard]] const sinter_transfer_problem* c() const noexcept { return &c_; }

private:
    void add(const std::vector<Task>& tasks, std::vector<sinter_task>& to) {
        for (const auto& task : tasks) {
            labels_.push_back(label_to_c(task.label));
            to.push_back(task_to_c(task, labels_.back()));
        }
    }

    std::vector<sinter_feature> features_;
    std::vector<sinter_label> labels_;
    std::vector<sinter_task> targets_;
    std::vector<sinter_task> sources_;
    sinter_candidates candidates_{};
    sinter_transfer_problem c_{};
};

/// The same on the receiving side; holds the names that the view needs.
class TransferProblemFromC {
public:
    explicit TransferProblemFromC(const sinter_transfer_problem& c)
        : features_(features_from_c(c.feature_infos)) {
        view_.features = MatrixView(c.features);
        view_.materials = keys_from_c(c.materials);
        view_.feature_infos = features_;
        view_.targets = elements_from_c(c.targets, "targets", task_from_c);
        view_.sources = elements_from_c(c.sources, "sources", task_from_c);
        view_.stream = Stream(c.stream);
        view_.source_rows = static_cast<SourceRows>(c.source_rows);
        view_.compositions = materials_from_c(c.compositions);
        if (c.candidates != nullptr) {
            candidates_ = candidates_from_c(*c.candidates);
            view_.candidates = &candidates_;
        }
    }
    TransferProblemFromC(const TransferProblemFromC&) = delete; // view_ points into this object
    TransferProblemFromC& operator=(const TransferProblemFromC&) = delete;
    [[nodiscard]] const TransferProblem& view() const noexcept { return view_; }

private:
    std::vector<Feature> features_;
    Candidates candidates_;
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

/// A strategy of ours with its needs as they cross, which follow from its options.
struct Handle {
    explicit Handle(std::unique_ptr<TransferStrategy> own)
        : strategy(std::move(own)), needs(strategy->needs()) {
        for (const auto& need : needs.learners) {
            learners.push_back({c_text(need.option), need.capabilities, c_text(need.why)});
        }
    }
    Handle(const Handle&) = delete; // learners point into needs
    Handle& operator=(const Handle&) = delete;

    std::unique_ptr<TransferStrategy> strategy;
    StrategyNeeds needs;
    std::vector<sinter_learner_need> learners;
};

inline const TransferStrategy& of(const void* handle) {
    return *static_cast<const Handle*>(handle)->strategy;
}
inline void destroy(void* handle) noexcept { delete static_cast<Handle*>(handle); }
inline std::int32_t init(void* handle, const sinter_host* host, sinter_error* error) noexcept {
    return guard(error, [&] {
        ImportedHost services(host);
        static_cast<Handle*>(handle)->strategy->init(services);
    });
}
inline std::int32_t needs(const void* handle, sinter_strategy_needs* out, sinter_error* error) noexcept {
    return guard(error, [&] {
        const auto& own = *static_cast<const Handle*>(handle);
        out->same_unit = own.needs.same_unit ? 1 : 0;
        out->numbers_only = own.needs.numbers_only ? 1 : 0;
        out->reads_known_sources = own.needs.reads_known_sources ? 1 : 0;
        out->reads_compositions = own.needs.reads_compositions ? 1 : 0;
        out->reads_candidates = own.needs.reads_candidates ? 1 : 0;
        out->min_sources = own.needs.min_sources;
        out->max_sources = own.needs.max_sources;
        out->max_targets = own.needs.max_targets;
        out->learners = array_of<sinter_learner_needs>(own.learners);
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
inline constexpr sinter_strategy table{sizeof(sinter_strategy), 0, destroy, init, needs, fit, get_interface};

} // namespace exported_strategy

/// The receiver destroys the handle.
inline sinter_strategy_ref export_strategy(std::unique_ptr<TransferStrategy> strategy) {
    return {&exported_strategy::table, new exported_strategy::Handle(std::move(strategy))};
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
        require_slot(ref.table->init, "strategy", "init");
        require_slot(ref.table->needs, "strategy", "needs");
        require_slot(ref.table->fit, "strategy", "fit");
        require_slot(ref.table->get_interface, "strategy", "get_interface");
    }

    void init(Host& host) override {
        const ExportedHost services(host);
        call(ref_.table()->init, ref_.handle(), services.c());
    }
    [[nodiscard]] StrategyNeeds needs() const override {
        sinter_strategy_needs c{};
        c.struct_size = sizeof(c);
        call(ref_.table()->needs, ref_.handle(), &c);
        StrategyNeeds needs{c.min_sources,    c.max_sources,       c.max_targets,
                            c.same_unit != 0, c.numbers_only != 0, c.reads_known_sources != 0};
        needs.reads_compositions = c.reads_compositions != 0;
        needs.reads_candidates = c.reads_candidates != 0;
        needs.learners =
            elements_from_c(c.learners, "needs of learners", [](const sinter_learner_need& need) {
                return LearnerNeed{std::string(text_of(need.option)), need.capabilities,
                                   std::string(text_of(need.why))};
            });
        return needs;
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
