// SPDX-License-Identifier: Apache-2.0
//
// Several targets, each by itself, for strategies whose equation has one target.
#pragma once

#include <sinter/learner.hpp>
#include <sinter/strategy.hpp>
#include <sinter/views.hpp>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace sinter {

/// The view of `count` columns from `first` on; an output that is not wanted stays so.
[[nodiscard]] inline PredictionsOut output_columns(const PredictionsOut& out, Index first, Index count) {
    const auto columns = [&](const MatrixOut& m) {
        if (!m.wanted()) {
            return MatrixOut();
        }
        const sinter_matrix_out& c = m.c();
        return MatrixOut(sinter_matrix_out{c.data + first * c.column_stride, c.rows, count, c.row_stride,
                                           c.column_stride});
    };
    return {columns(out.mean), columns(out.sigma_mean), columns(out.sigma_obs)};
}

/// One fitted model a target; each sees only the output columns of its target. Predicts out of bag where all
/// of them do; how targets vary together is not known.
class PerTarget final : public TransferModel, private CompositeOutOfBag {
public:
    void add(const Label& target, std::shared_ptr<const TransferModel> model) {
        models_.emplace_back(output_count(target), std::move(model));
    }

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        Index first = 0;
        for (const auto& [outputs, model] : models_) {
            model->predict(candidates, output_columns(out, first, outputs));
            first += outputs;
        }
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override {
        const bool all = std::all_of(models_.begin(), models_.end(),
                                     [](const auto& one) { return one.second->out_of_bag() != nullptr; });
        return all ? this : nullptr;
    }

private:
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        Index first = 0;
        for (const auto& [outputs, model] : models_) {
            model->out_of_bag()->predict_out_of_bag(candidates,
                                                    output_columns({mean, {}, {}}, first, outputs).mean);
            first += outputs;
        }
    }

    std::vector<std::pair<Index, std::shared_ptr<const TransferModel>>> models_;
};

/// fit_one(task) fits one target of the problem.
template <class FitOne>
[[nodiscard]] std::shared_ptr<const TransferModel> fit_each_target(const TransferProblem& problem,
                                                                   const FitOne& fit_one) {
    auto all = std::make_shared<PerTarget>();
    for (const Task& target : problem.targets) {
        all->add(target.label, fit_one(target));
    }
    return all;
}

} // namespace sinter
