// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/choose/out_of_fold.hpp"

#include <sinter/error.hpp>
#include <sinter/inner_folds.hpp>
#include <sinter/quiet_host.hpp>

namespace sinter::plugins::choose {
namespace {

std::vector<OutOfFold> nothing_yet(const TransferProblem& problem, const InnerFolds& folds,
                                   std::size_t candidates) {
    std::vector<OutOfFold> all;
    for (const Task& target : problem.targets) {
        OutOfFold& own = all.emplace_back();
        own.target = &target;
        for (const std::int64_t row : target.rows) {
            own.materials.push_back(problem.materials[static_cast<std::size_t>(row)]);
            own.folds.push_back(folds.fold_of(row));
        }
        const auto rows = static_cast<Index>(target.rows.size());
        own.by_candidate.assign(candidates, Prediction(rows, output_count(target.label)));
    }
    return all;
}

Prediction predicted(const TransferModel& model, const Candidates& candidates, Index outputs) {
    Prediction p(candidates.features.rows(), outputs);
    model.predict(candidates, {MatrixOut(p.mean), MatrixOut(p.sigma_mean), MatrixOut(p.sigma_obs)});
    if (p.mean.hasNaN()) {
        fail_numerical("choose: a candidate predicts no number for a training material that is held out");
    }
    return p;
}

/// The outputs of each target go to its rows.
void hand_out(const InnerProblem& inner, const Prediction& p, std::size_t candidate,
              std::vector<OutOfFold>& all) {
    Index first = 0;
    for (OutOfFold& own : all) {
        const Index outputs = output_count(own.target->label);
        for (std::size_t i = 0; i < own.target->rows.size(); ++i) {
            const Index from = inner.candidate_of(own.target->rows[i]);
            if (from >= 0) {
                const auto to = static_cast<Index>(i);
                Prediction& q = own.by_candidate[candidate];
                q.mean.row(to) = p.mean.block(from, first, 1, outputs);
                q.sigma_mean.row(to) = p.sigma_mean.block(from, first, 1, outputs);
                q.sigma_obs.row(to) = p.sigma_obs.block(from, first, 1, outputs);
            }
        }
        first += outputs;
    }
}

} // namespace

std::vector<OutOfFold> predict_out_of_fold(const std::vector<std::unique_ptr<TransferStrategy>>& candidates,
                                           const TransferProblem& problem, std::size_t folds, Stream stream,
                                           Host& host) {
    const InnerFolds inner_folds(problem, folds, stream);
    Index outputs = 0;
    for (const Task& target : problem.targets) {
        outputs += output_count(target.label);
    }
    auto all = nothing_yet(problem, inner_folds, candidates.size());
    QuietHost quiet(host);
    for (std::size_t fold = 0; fold < inner_folds.count(); ++fold) {
        const InnerProblem inner(problem, inner_folds, fold);
        for (const Task& target : inner.problem().targets) {
            if (target.rows.empty()) {
                fail_numerical("choose: all materials with the label \"" + target.label.name +
                               "\" are in one inner fold");
            }
        }
        for (std::size_t k = 0; k < candidates.size(); ++k) { // of a fold, so that they share its source fits
            const auto model = candidates[k]->fit(inner.problem(), quiet);
            hand_out(inner, predicted(*model, inner.candidates(), outputs), k, all);
        }
    }
    return all;
}

} // namespace sinter::plugins::choose
