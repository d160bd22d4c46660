// SPDX-License-Identifier: Apache-2.0
#include "framework/study/derived_automatic.hpp"

#include "framework/evaluation/joint_law.hpp"
#include "framework/study/derived_residuals.hpp"

#include <sinter/prediction.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace sinter::study {
namespace {

/// The records of a task that are kept.
struct KeptRecords {
    std::vector<std::int64_t> rows;
    std::vector<double> labels;
    std::vector<double> weights;

    template <class Keep>
    KeptRecords(const Task& task, const Keep& keep) {
        for (std::size_t i = 0; i < task.rows.size(); ++i) {
            if (keep(task.rows[i])) {
                rows.push_back(task.rows[i]);
                labels.push_back(task.labels[i]);
                if (!task.weights.empty()) {
                    weights.push_back(task.weights[i]);
                }
            }
        }
    }
    [[nodiscard]] Task as_task(const Task& whole) const {
        return {whole.label, whole.context, rows, labels, weights, whole.stream};
    }
};

/// The fold of each group of the targets' rows: groups are shuffled and dealt in turn.
std::unordered_map<std::uint64_t, int> deal(const TransferProblem& problem,
                                            const std::vector<std::uint64_t>& groups, const Stream& stream) {
    std::vector<std::uint64_t> keys;
    for (const auto& task : problem.targets) {
        for (const std::int64_t row : task.rows) {
            keys.push_back(groups[static_cast<std::size_t>(row)]);
        }
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    Draws(stream).shuffle(keys);
    std::unordered_map<std::uint64_t, int> folds;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        folds.emplace(keys[i], static_cast<int>(i % LawChoice::inner_folds));
    }
    return folds;
}

} // namespace

/// The strategy fitted without one inner fold, and what it predicts there.
class LawChoice::InnerFold {
public:
    InnerFold(const LawChoice& choice, const std::unordered_map<std::uint64_t, int>& folds, int fold) {
        const auto held_out = [&](std::int64_t row) {
            const auto found = folds.find(choice.groups_[static_cast<std::size_t>(row)]);
            return found != folds.end() && found->second == fold;
        };
        problem_ = choice.problem_;
        keep(
            choice.problem_, [&](std::int64_t row) { return !held_out(row); }, choice.sources_);
        std::vector<std::int64_t> rows;
        for (auto& [row, labels] : target_means(choice.problem_)) {
            if (held_out(row)) {
                rows.push_back(row);
                labels_.push_back(labels);
            }
        }
        if (rows.empty()) {
            return;
        }
        // Known sources are read from the whole problem: a candidate's are known too.
        candidates_ = std::make_unique<TrainingCandidates>(choice.problem_, rows);
        model_ = choice.strategy_.fit(problem_, choice.host_);
        columns_ = output_columns(problem_);
        prediction_.emplace(static_cast<Index>(rows.size()), columns_.count);
        model_->predict(candidates_->view(),
                        {MatrixOut(prediction_->mean), MatrixOut(prediction_->sigma_mean),
                         MatrixOut(prediction_->sigma_obs)});
    }

    /// Adds the negative log likelihoods of the rows that have all targets; NaN where the law is not to be
    /// had.
    void judge(JointLaw law, const std::vector<std::size_t>& targets, double& sum, double& count) const {
        if (!model_) {
            return;
        }
        const auto found = correlations_of(law, {problem_, *model_, candidates_->view()}, targets);
        if (found.law != law) {
            sum = std::numeric_limits<double>::quiet_NaN();
            return;
        }
        const auto width = static_cast<Index>(targets.size());
        for (std::size_t i = 0; i < labels_.size(); ++i) {
            Eigen::VectorXd residuals(width);
            Eigen::VectorXd sigma(width);
            const auto row = static_cast<Index>(i);
            for (Index k = 0; k < width; ++k) {
                const std::size_t target = targets[static_cast<std::size_t>(k)];
                const Index column = columns_.first[target];
                residuals[k] = labels_[i][static_cast<Index>(target)] - prediction_->mean(row, column);
                sigma[k] = prediction_->sigma_obs(row, column);
            }
            if (residuals.allFinite() && sigma.allFinite() && sigma.minCoeff() > 0) {
                sum += evaluation::joint_negative_log_likelihood(residuals, sigma, found.correlations.at(row),
                                                                 found.degrees);
                count += 1;
            }
        }
    }

private:
    template <class Keep>
    void keep(const TransferProblem& whole, const Keep& kept, InnerSources sources) {
        targets_.reserve(whole.targets.size());
        sources_.reserve(whole.sources.size());
        for (std::size_t t = 0; t < whole.targets.size(); ++t) {
            targets_.emplace_back(whole.targets[t], kept);
            problem_.targets[t] = targets_.back().as_task(whole.targets[t]);
        }
        for (std::size_t k = 0; sources == InnerSources::held_out && k < whole.sources.size(); ++k) {
            sources_.emplace_back(whole.sources[k], kept);
            problem_.sources[k] = sources_.back().as_task(whole.sources[k]);
        }
    }

    std::vector<KeptRecords> targets_;
    std::vector<KeptRecords> sources_;
    TransferProblem problem_;
    std::vector<Eigen::VectorXd> labels_; ///< of the held-out rows: one a target, NaN where there is none
    std::unique_ptr<TrainingCandidates> candidates_;
    std::shared_ptr<const TransferModel> model_; ///< null: nothing is held out
    OutputColumns columns_;
    std::optional<Prediction> prediction_;
};

LawChoice::LawChoice(const TransferStrategy& strategy, const TransferProblem& problem,
                     const std::vector<std::uint64_t>& groups, InnerSources sources, Host& host)
    : strategy_(strategy), problem_(problem), groups_(groups), sources_(sources), host_(host) {}

LawChoice::~LawChoice() = default;

void LawChoice::fit() {
    const auto folds = deal(problem_, groups_, host_.stream("derived inner folds"));
    for (int fold = 0; fold < inner_folds; ++fold) {
        folds_.push_back(std::make_unique<InnerFold>(*this, folds, fold));
    }
}

JointLaw LawChoice::best(const std::vector<std::size_t>& targets) {
    if (folds_.empty()) {
        fit();
    }
    constexpr std::array laws = {JointLaw::residuals, JointLaw::trees, JointLaw::jackknife,
                                 JointLaw::independent};
    JointLaw best = JointLaw::independent;
    double lowest = std::numeric_limits<double>::infinity();
    for (const JointLaw law : laws) {
        double sum = 0;
        double count = 0;
        for (const auto& fold : folds_) {
            fold->judge(law, targets, sum, count);
        }
        if (count > 0 && sum / count < lowest) { // false for NaN
            lowest = sum / count;
            best = law;
        }
    }
    return best;
}

} // namespace sinter::study
