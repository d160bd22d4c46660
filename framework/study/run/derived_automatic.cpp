// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/derived_automatic.hpp"

#include "framework/evaluation/joint/joint_law.hpp"
#include "framework/study/run/derived_residuals.hpp"

#include <sinter/inner_folds.hpp>
#include <sinter/prediction.hpp>
#include <sinter/rounding.hpp>

#include <array>
#include <cmath>
#include <limits>

namespace sinter::study {

/// The strategy fitted without one inner fold, and what it predicts there.
class LawChoice::InnerFold {
public:
    InnerFold(const LawChoice& choice, const InnerFolds& folds, std::size_t fold)
        : inner_(choice.problem_, folds, fold), model_(choice.strategy_.fit(inner_.problem(), choice.host_)),
          columns_(output_columns(inner_.problem())),
          prediction_(inner_.candidates().features.rows(), columns_.count) {
        const auto labels = target_means(choice.problem_);
        for (const std::int64_t row : inner_.rows()) {
            labels_.push_back(labels.at(row));
        }
        model_->predict(inner_.candidates(), {MatrixOut(prediction_.mean), MatrixOut(prediction_.sigma_mean),
                                              MatrixOut(prediction_.sigma_obs)});
    }

    /// Adds the negative log likelihoods of the rows that have all targets; NaN where the law is not to be had.
    void judge(JointLaw law, const std::vector<std::size_t>& targets, double& sum, double& count) const {
        const auto found = correlations_of(law, {inner_.problem(), *model_, inner_.candidates()}, targets);
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
                const double mean = prediction_.mean(row, column);
                residuals[k] = difference_of(labels_[i][static_cast<Index>(target)], mean);
                sigma[k] = beyond_rounding(prediction_.sigma_obs(row, column), mean);
            }
            if (residuals.allFinite() && sigma.allFinite() && sigma.minCoeff() > 0) {
                sum += evaluation::joint_negative_log_likelihood(residuals, sigma, found.correlations.at(row),
                                                                 found.degrees);
                count += 1;
            }
        }
    }

private:
    InnerProblem inner_;
    std::shared_ptr<const TransferModel> model_;
    OutputColumns columns_;
    Prediction prediction_;
    std::vector<Eigen::VectorXd> labels_; ///< of the held-out rows: one per target, NaN where there is none
};

LawChoice::LawChoice(const TransferStrategy& strategy, const TransferProblem& problem,
                     const std::vector<std::uint64_t>& groups, Host& host)
    : strategy_(strategy), problem_(problem), groups_(groups), host_(host) {}

LawChoice::~LawChoice() = default;

void LawChoice::fit() {
    const InnerFolds folds(problem_, inner_folds, host_.stream("derived inner folds"), groups_);
    for (std::size_t fold = 0; fold < folds.count(); ++fold) {
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
