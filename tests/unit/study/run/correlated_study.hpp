// SPDX-License-Identifier: Apache-2.0
//
// A study of made-up materials whose two labels are pure noise of a known correlation, planned in process,
// and a strategy that predicts them as well as anyone can: by zero.
#pragma once

#include "framework/evaluation/statistics/distributions.hpp"
#include "framework/plugin/files/search_folders.hpp"
#include "framework/plugin/loading/catalogue.hpp"
#include "framework/study/config/read_config.hpp"
#include "framework/study/plan/plan.hpp"
#include "framework/study/run/run_trial.hpp"
#include "framework/threads/workers.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sinter/random.hpp>
#include <sinter/strategy.hpp>

#include <atomic>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sinter::tests {

/// What the fake knows of its errors.
struct FakeAbilities {
    bool residuals = true;
    double trees = std::nan(""); ///< the correlation of its members; NaN: it has no such ability
    double sigma = 1;            ///< of every prediction; NaN: not known
};

class FakeModel final : public TransferModel, public CompositeOutOfBag, public TaskCovariance {
public:
    FakeModel(FakeAbilities abilities, Index outputs) : abilities_(abilities), outputs_(outputs) {}

    void predict(const Candidates& /*candidates*/, const PredictionsOut& out) const override {
        out.mean.map().setZero();
        out.sigma_mean.map().setConstant(0.1);
        out.sigma_obs.map().setConstant(abilities_.sigma);
    }
    void predict_out_of_bag(const Candidates& /*candidates*/, MatrixOut mean) const override {
        mean.map().setZero();
    }
    void predict_task_covariance(const Candidates& /*candidates*/, Kind /*kind*/,
                                 MatrixOut covariance) const override {
        for (Index i = 0; i < outputs_ * outputs_; ++i) {
            const bool diagonal = i / outputs_ == i % outputs_;
            covariance.map().col(i).setConstant(diagonal ? 4.0 : 4.0 * abilities_.trees);
        }
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override {
        return abilities_.residuals ? this : nullptr;
    }
    [[nodiscard]] const TaskCovariance* task_covariance() const override {
        return std::isnan(abilities_.trees) ? nullptr : this;
    }

private:
    FakeAbilities abilities_;
    Index outputs_;
};

class FakeStrategy final : public TransferStrategy {
public:
    explicit FakeStrategy(FakeAbilities abilities) : abilities_(abilities) {}
    [[nodiscard]] StrategyNeeds needs() const override { return {}; }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& /*host*/) const override {
        ++fits;
        return std::make_shared<FakeModel>(abilities_, static_cast<Index>(problem.targets.size()));
    }
    mutable std::atomic<int> fits{0};

private:
    FakeAbilities abilities_;
};

/// Labels a and b: normal, mean 0, deviation 1, of that correlation. Every 7th material lacks b; every 5th is
/// measured twice, with the same mean.
inline std::string correlated_table(double correlation, int materials) {
    const Stream stream(17);
    const auto normal = [&](int i, int k) {
        const auto bits = stream.bits(static_cast<std::uint64_t>(2 * i + k));
        return evaluation::normal_quantile((static_cast<double>(bits >> 12U) + 0.5) * 0x1.0p-52);
    };
    std::string csv = "id,x,a,b,kind\n";
    for (int i = 0; i < materials; ++i) {
        const double a = normal(i, 0);
        const double b = correlation * a + std::sqrt(1 - correlation * correlation) * normal(i, 1);
        const auto line = [&](double shift) {
            csv += "m" + std::to_string(i) + "," + std::to_string(i) + "," + std::to_string(a + shift) + "," +
                   (i % 7 == 6 ? "" : std::to_string(b - shift)) + "," + (a > 0 ? "up" : "down") + "\n";
        };
        line(i % 5 == 4 ? 0.25 : 0.0);
        if (i % 5 == 4) {
            line(-0.25);
        }
    }
    return csv;
}

class CorrelatedStudy {
public:
    explicit CorrelatedStudy(double correlation = 0.8, int materials = 400)
        : workers_(threads::make_workers(1)) {
        folder_.write("noise.csv", correlated_table(correlation, materials));
    }

    /// The plan of [[derived]] sections; none with what was said in `messages`.
    [[nodiscard]] std::optional<study::Plan> plan(const std::string& derived, std::string& messages) const {
        const auto file = folder_.write("study.toml", head() + derived);
        diagnostics::Diagnostics diagnostics;
        plugin::Catalogue catalogue(plugin::search_folders({SINTER_PLUGIN_DIR}, diagnostics));
        std::optional<study::Plan> plan;
        try {
            auto config = study::read_config(file, {}, study::ConfigUse::study, diagnostics);
            plan = study::make_plan(std::move(config), catalogue, *workers_, diagnostics);
        } catch (const diagnostics::InputError& error) {
            messages += error.what();
        }
        for (const auto& d : diagnostics.sorted()) {
            messages += diagnostics::format(d) + "\n";
        }
        return plan;
    }
    [[nodiscard]] study::Plan plan(const std::string& derived) const {
        std::string messages;
        auto plan = this->plan(derived, messages);
        if (!plan) {
            throw std::runtime_error(messages);
        }
        return std::move(*plan);
    }
    /// The first trial with the fake in the place of its strategy.
    [[nodiscard]] std::shared_ptr<const study::FeatureMatrix> features(const study::Plan& plan) const {
        return study::features_of(plan, *workers_);
    }

    [[nodiscard]] study::TrialOutcome run(study::Plan& plan, const FakeAbilities& abilities) const {
        plan.strategies[0].strategy = std::make_shared<FakeStrategy>(abilities);
        const std::atomic<bool> no{false};
        study::FitCache fits(study::FitCacheSizes{2, 2});
        const study::StudyServices services{plan.learners, *workers_, fits, no, plan.strategies};
        auto outcome = study::run_trial(plan, *study::features_of(plan, *workers_), plan.trials[0], services);
        if (!outcome.error.empty()) {
            throw std::runtime_error(outcome.error);
        }
        return outcome;
    }

private:
    static std::string head() {
        return R"([study]
name = "noise"
seed = 3
[[table]]
file = "noise.csv"
material = { key = ["id"] }
inputs.x = { column = "x" }
labels.a = { column = "a", unit = "eV", repeats = "keep" }
labels.b = { column = "b", unit = "eV", repeats = "keep" }
labels.kind = { column = "kind", kind = "classes", repeats = "keep" }
[[featurizer]]
plugin = "columns"
columns = ["x"]
[learner.line]
plugin = "ridge"
[[strategy]]
plugin = "single_task"
targets = ["a", "b"]
learner = "line"
[[strategy]]
plugin = "single_task"
name = "only_a"
target = "a"
learner = "line"
[protocol]
kind = "k_fold"
folds = 2
)";
    }

    TemporaryFolder folder_;
    std::unique_ptr<threads::Workers> workers_;
};

inline std::string derived_section(const std::string& name, const std::string& expression,
                                   const std::string& more = {}) {
    return "[[derived]]\nname = \"" + name + "\"\nexpression = \"" + expression + "\"\n" + more + "\n";
}

} // namespace sinter::tests
