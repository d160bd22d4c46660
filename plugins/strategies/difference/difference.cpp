// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/difference/difference.hpp"

#include "plugins/strategies/difference/remainder.hpp"

#include <sinter/cross_fitted.hpp>
#include <sinter/per_target.hpp>
#include <sinter/prediction.hpp>

#include <limits>
#include <sstream>
#include <utility>

namespace sinter::plugins::difference {
namespace {

/// What "auto" tries. Of equals the first is taken, so the plain difference is left only for a lower error.
constexpr double scales[] = {1, 0.75, 1.25, 0.5, 1.5, 0.25, 0};
constexpr double lower = 1 - 1e-9; ///< not only by rounding

/// rho, and the d that was fitted for it.
struct ScaledDifference {
    double rho;
    std::shared_ptr<const Model> d;
};

/// The scale whose rho s + d has the least composite out-of-bag error.
ScaledDifference choose_scale(const Remainder& rows, const SourceMix& s, const Learner& learner, Host& host) {
    ScaledDifference best{};
    double least = std::numeric_limits<double>::quiet_NaN();
    for (const double rho : scales) {
        auto d = fit_with_out_of_bag(learner, rows.labels(rho).training(), host);
        const double error = rows.composite_error(rho, *d, s);
        if (best.d == nullptr || error < lower * least) {
            best = {rho, std::move(d)};
            least = error;
        }
    }
    return best;
}

class FittedDifference final : public TransferModel, private CompositeOutOfBag {
public:
    FittedDifference(SourceMix s, ScaledDifference difference, Label label, double factor)
        : s_(std::move(s)), difference_(std::move(difference)), label_(std::move(label)), factor_(factor) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const auto& [rho, d] = difference_;
        const Prediction s = s_.for_candidates(candidates);
        Prediction y = predict_label(*d, candidates.features, label_);
        y.mean += rho * s.mean;
        // Cov(s, d) is not given by the forests' quadratic form when d was fitted on out-of-bag sources, and
        // is taken as zero. sigma_obs stays that of d: its residuals already contain the source's error.
        y.sigma_mean = (y.sigma_mean.array().square() + (rho * s.sigma_mean.array()).square()).sqrt();
        y.sigma_obs *= factor_;
        write_prediction(y, out);
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override {
        return difference_.d->out_of_bag() != nullptr ? this : nullptr;
    }

private:
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        difference_.d->out_of_bag()->predict_out_of_bag(candidates.features, candidates.materials, mean);
        mean.map() += difference_.rho * s_.for_candidates_out_of_bag(candidates);
    }

    SourceMix s_;
    ScaledDifference difference_;
    Label label_;
    double factor_; ///< of sigma_obs
};

} // namespace

Parameters Difference::parameters() {
    Parameters p;
    p.learner("learner").doc("fits the difference, and the source unless source_learner is given");
    p.optional_learner("source_learner").doc("fits the source");
    p.real("scale", 1.0)
        .choices({"auto"})
        .doc("factor of the source's prediction: 1 the plain difference, "
             "0 the single task, between: shrinkage; auto: by the composite out-of-bag error");
    p.text("combine", "mean")
        .choices({"mean", "best", "stack"})
        .doc(
            "how several sources become one: their mean; the one with the lowest composite out-of-bag error; "
            "or weights, not negative and of sum one, by least squares on the target's rows");
    SourcePolicy::declare(p);
    return p;
}

Difference::Difference(const Options& options)
    : learner_(options.text("learner")), source_learner_(options.learner_or("source_learner", learner_)),
      combine_(options.text("combine") == "best"    ? Combine::best
               : options.text("combine") == "stack" ? Combine::stack
                                                    : Combine::mean),
      policy_(options) {
    if (!options.is_text("scale")) {
        scale_ = options.real("scale");
    }
}

StrategyNeeds Difference::needs() const {
    StrategyNeeds needs;
    needs.min_sources = 1;
    needs.max_sources = 64;
    needs.max_targets = 64;
    needs.same_unit = true;
    needs.numbers_only = true;
    needs.reads_known_sources = policy_.reads_known_sources();
    return needs;
}

std::shared_ptr<const TransferModel> Difference::fit(const TransferProblem& problem, Host& host) const {
    const auto source_learner = host.make_learner(source_learner_);
    auto columns = std::make_shared<SourceColumns>();
    for (std::size_t k = 0; k < problem.sources.size(); ++k) {
        columns->emplace_back(policy_, problem, k, *source_learner, host);
    }
    const auto learner = host.make_learner(learner_);
    return fit_each_target(problem, [&](const Task& target) {
        const SourceMix s = combined(combine_, columns, problem, target, *learner, host);
        const Remainder rows(problem, target, s);
        ScaledDifference difference{};
        if (scale_) {
            difference = {*scale_, learner->fit(rows.labels(*scale_).training(), host)};
        } else {
            difference = choose_scale(rows, s, *learner, host);
            std::ostringstream text;
            text << "difference: scale = auto took " << difference.rho << " for " << target.label.name;
            host.log(LogLevel::notice, text.str());
        }
        const double factor = rows.calibration(difference.rho, *difference.d, s);
        return std::make_shared<FittedDifference>(s, std::move(difference), target.label, factor);
    });
}

} // namespace sinter::plugins::difference
