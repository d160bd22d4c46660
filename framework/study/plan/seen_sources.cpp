// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/seen_sources.hpp"

#include <cstddef>
#include <limits>
#include <utility>

namespace sinter::study {
namespace {

class ShownSources final : public TransferModel, private CompositeOutOfBag, private TaskCovariance {
public:
    ShownSources(std::shared_ptr<const TransferModel> model, std::vector<Index> columns)
        : model_(std::move(model)), columns_(std::move(columns)) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const RowMatrix shown = shown_of(candidates);
        model_->predict({candidates.features, candidates.materials, shown}, out);
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override {
        return model_->out_of_bag() != nullptr ? this : nullptr;
    }
    [[nodiscard]] const TaskCovariance* task_covariance() const override {
        return model_->task_covariance() != nullptr ? this : nullptr;
    }

private:
    [[nodiscard]] RowMatrix shown_of(const Candidates& candidates) const {
        RowMatrix shown = RowMatrix::Constant(candidates.features.rows(), static_cast<Index>(columns_.size()),
                                              std::numeric_limits<double>::quiet_NaN());
        for (std::size_t k = 0; k < columns_.size(); ++k) {
            if (columns_[k] != hidden_source) {
                shown.col(static_cast<Index>(k)) = candidates.known_sources.map().col(columns_[k]);
            }
        }
        return shown;
    }
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        const RowMatrix shown = shown_of(candidates);
        model_->out_of_bag()->predict_out_of_bag({candidates.features, candidates.materials, shown}, mean);
    }
    void predict_task_covariance(const Candidates& candidates, Kind kind,
                                 MatrixOut covariance) const override {
        const RowMatrix shown = shown_of(candidates);
        model_->task_covariance()->predict_task_covariance({candidates.features, candidates.materials, shown},
                                                           kind, covariance);
    }

    std::shared_ptr<const TransferModel> model_;
    std::vector<Index> columns_;
};

class WithoutUnaskedSources final : public TransferStrategy {
public:
    explicit WithoutUnaskedSources(std::shared_ptr<const TransferStrategy> strategy)
        : strategy_(std::move(strategy)) {}
    [[nodiscard]] StrategyNeeds needs() const override { return strategy_->needs(); }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override {
        return shown_sources(strategy_->fit(problem, host),
                             std::vector<Index>(problem.sources.size(), hidden_source));
    }

private:
    std::shared_ptr<const TransferStrategy> strategy_;
};

} // namespace

std::shared_ptr<const TransferModel> shown_sources(std::shared_ptr<const TransferModel> model,
                                                   std::vector<Index> columns) {
    return std::make_shared<ShownSources>(std::move(model), std::move(columns));
}

std::shared_ptr<const TransferStrategy>
without_unasked_sources(std::shared_ptr<const TransferStrategy> strategy) {
    if (strategy->needs().reads_known_sources) {
        return strategy;
    }
    return std::make_shared<WithoutUnaskedSources>(std::move(strategy));
}

} // namespace sinter::study
