// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/asked_problem.hpp"

#include <sinter/unknown.hpp>

#include <cstddef>
#include <utility>

namespace sinter::study {
namespace {

/// A model whose candidates are changed before it sees them.
class ModelShownLess final : public TransferModel, private CompositeOutOfBag, private TaskCovariance {
public:
    ModelShownLess(std::shared_ptr<const TransferModel> model, std::vector<Index> columns, bool compositions)
        : model_(std::move(model)), columns_(std::move(columns)), compositions_(compositions) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const RowMatrix known = known_of(candidates);
        model_->predict(shown_of(candidates, known), out);
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override {
        return model_->out_of_bag() != nullptr ? this : nullptr;
    }
    [[nodiscard]] const TaskCovariance* task_covariance() const override {
        return model_->task_covariance() != nullptr ? this : nullptr;
    }

private:
    [[nodiscard]] RowMatrix known_of(const Candidates& candidates) const {
        RowMatrix known =
            RowMatrix::Constant(candidates.features.rows(), static_cast<Index>(columns_.size()), unknown);
        for (std::size_t k = 0; k < columns_.size(); ++k) {
            if (columns_[k] != hidden_source) {
                known.col(static_cast<Index>(k)) = candidates.known_sources.map().col(columns_[k]);
            }
        }
        return known;
    }
    [[nodiscard]] Candidates shown_of(const Candidates& candidates, const RowMatrix& known) const {
        return {candidates.features, candidates.materials, known,
                compositions_ ? candidates.compositions : Materials()};
    }
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        const RowMatrix known = known_of(candidates);
        model_->out_of_bag()->predict_out_of_bag(shown_of(candidates, known), mean);
    }
    void predict_task_covariance(const Candidates& candidates, Kind kind,
                                 MatrixOut covariance) const override {
        const RowMatrix known = known_of(candidates);
        model_->task_covariance()->predict_task_covariance(shown_of(candidates, known), kind, covariance);
    }

    std::shared_ptr<const TransferModel> model_;
    std::vector<Index> columns_;
    bool compositions_;
};

class StrategyShownLess final : public TransferStrategy {
public:
    StrategyShownLess(std::shared_ptr<const TransferStrategy> strategy, Shown shown)
        : strategy_(std::move(strategy)), shown_(shown) {}
    [[nodiscard]] StrategyNeeds needs() const override { return strategy_->needs(); }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override {
        TransferProblem own = problem;
        if (!shown_.compositions) {
            own.compositions = Materials();
        }
        Candidates candidates;
        if (!shown_.candidates) {
            own.candidates = nullptr;
        } else if (own.candidates != nullptr && !shown_.compositions) {
            candidates = *own.candidates;
            candidates.compositions = Materials();
            own.candidates = &candidates;
        }
        std::vector<Index> columns;
        for (std::size_t k = 0; k < problem.sources.size(); ++k) {
            columns.push_back(shown_.known_sources ? static_cast<Index>(k) : hidden_source);
        }
        return std::make_shared<ModelShownLess>(strategy_->fit(own, host), std::move(columns),
                                                shown_.compositions);
    }

private:
    std::shared_ptr<const TransferStrategy> strategy_;
    Shown shown_;
};

} // namespace

std::shared_ptr<const TransferModel> shown_sources(std::shared_ptr<const TransferModel> model,
                                                   std::vector<Index> columns) {
    return std::make_shared<ModelShownLess>(std::move(model), std::move(columns), true);
}

Shown asked_by(const StrategyNeeds& needs) {
    return {needs.reads_known_sources, needs.reads_compositions, needs.reads_candidates};
}

std::shared_ptr<const TransferStrategy> shown_only(std::shared_ptr<const TransferStrategy> strategy,
                                                   Shown shown) {
    if (shown.known_sources && shown.compositions && shown.candidates) {
        return strategy;
    }
    return std::make_shared<StrategyShownLess>(std::move(strategy), shown);
}

} // namespace sinter::study
