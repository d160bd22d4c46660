// SPDX-License-Identifier: Apache-2.0
//
// A small study with known numbers, made without any model: predictions are the label plus noise of a chosen size.
#pragma once

#include "framework/report/scores/series.hpp"
#include "framework/study/run/results.hpp"

#include <sinter/random.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace sinter::tests {

struct ExampleOptions {
    int materials = 120;
    int folds = 5;
    int repeats = 2;
    std::vector<double> fractions{1.0};
    int inner_folds = 0; ///< of the nested protocol; 0: none
};

/// About normal, mean 0 and variance 1: a sum of twelve uniforms.
inline double noise(const Stream& stream, std::uint64_t i) {
    double sum = -6;
    for (std::uint64_t k = 0; k < 12; ++k) {
        sum += stream.uniform(12 * i + k);
    }
    return sum;
}

/// What is the same for all trials of a strategy.
struct ExampleStrategy {
    std::string name;
    double error = 0.5;    ///< with all training groups; it grows as 1 / sqrt(fraction)
    std::size_t index = 0; ///< among the study's strategies
    std::size_t target = 0;
};

/// Looks up what tests call by name.
inline std::size_t strategy_index(const study::StudyResults& results, const std::string& name) {
    for (std::size_t i = 0; i < results.strategies.size(); ++i) {
        if (results.strategies[i].name == name) {
            return i;
        }
    }
    throw std::runtime_error("no strategy " + name);
}

inline std::size_t target_index(const study::StudyResults& results, const std::string& name) {
    for (std::size_t i = 0; i < results.targets.size(); ++i) {
        if (results.targets[i] == name) {
            return i;
        }
    }
    throw std::runtime_error("no target " + name);
}

inline std::size_t size_index(const study::StudyResults& results, double fraction) {
    for (std::size_t i = 0; i < results.fractions.size(); ++i) {
        if (std::abs(results.fractions[i] - fraction) < 1e-9) {
            return i;
        }
    }
    throw std::runtime_error("no such training size");
}

inline report::SeriesKey key_of(const study::StudyResults& results, const std::string& strategy,
                                const std::string& target, double fraction = 1) {
    return {target_index(results, target), strategy_index(results, strategy), size_index(results, fraction)};
}

inline study::TrialKey trial_key(const study::StudyResults& results, const std::string& strategy, int repeat,
                                 int fold, int inner = -1, double fraction = 1) {
    return {strategy_index(results, strategy), repeat, fold, inner, size_index(results, fraction)};
}

inline const std::string& strategy_of(const study::StudyResults& results, const study::TrialResult& trial) {
    return results.strategies[trial.key.strategy].name;
}

/// The held-out rows of one fold; errors are noise that all strategies share in part.
inline study::TrialResult example_trial(const ExampleStrategy& strategy, int repeat, int fold,
                                        std::size_t size, const ExampleOptions& options) {
    study::TrialResult trial;
    const double fraction = options.fractions[size];
    trial.key = {strategy.index, repeat, fold, -1, size};
    trial.target = strategy.target;
    trial.training_mean = 2;
    trial.seconds = 1.5;
    const double error = strategy.error / std::sqrt(fraction);
    const Stream shared = Stream(1).derive(static_cast<std::uint64_t>(repeat));
    const Stream own = shared.derive(strategy.name);
    int training = 0;
    for (int m = 0; m < options.materials; ++m) {
        const auto i = static_cast<std::uint64_t>(m);
        if ((m + repeat) % options.folds != fold) {
            training += 1;
            continue;
        }
        study::RowPrediction row;
        row.row = m;
        row.record = m;
        row.material = "Material" + std::to_string(m);
        row.group = row.material;
        row.label = 4 * Stream(2).uniform(i);
        row.mean = row.label + error * (0.8 * noise(shared, i) + 0.6 * noise(own, i));
        row.sigma_mean = 0.3 * error;
        row.sigma_obs = error;
        trial.predictions.push_back(row);
    }
    trial.training_rows = static_cast<std::int64_t>(std::lround(fraction * training));
    trial.training_groups = trial.training_rows;
    return trial;
}

inline void add_trials(study::StudyResults& results, const ExampleStrategy& strategy,
                       const ExampleOptions& options) {
    for (std::size_t size = 0; size < options.fractions.size(); ++size) {
        for (int repeat = 0; repeat < options.repeats; ++repeat) {
            for (int fold = 0; fold < options.folds; ++fold) {
                results.trials.push_back(example_trial(strategy, repeat, fold, size, options));
                for (int inner = 0; inner < options.inner_folds; ++inner) {
                    results.trials.push_back(results.trials.back());
                    results.trials.back().key.inner = inner;
                }
            }
        }
    }
    results.finished_trials = results.planned_trials = static_cast<std::int64_t>(results.trials.size());
}

/// Of a strategy called single_task no sources: it is the baseline.
inline study::StrategySummary example_summary(const std::string& name) {
    study::StrategySummary summary;
    summary.name = name;
    summary.plugin = name;
    summary.targets = {0};
    summary.sources =
        name == "single_task" ? std::vector<std::string>{} : std::vector<std::string>{"gap_pbe"};
    summary.baseline = name == "single_task";
    summary.options = {{"learner", "forest"}};
    return summary;
}

/// Everything but strategies and trials.
inline study::StudyResults empty_example(const ExampleOptions& options = {}) {
    study::StudyResults results;
    results.name = "band-gap";
    results.seed = 20171105;
    results.protocol = "5-fold, 2 repeats, grouped by composition";
    results.test_to_training = 1.0 / (options.folds - 1);
    results.targets = {"gap_expt"};
    results.fractions = options.fractions;
    results.labels = {{"gap_expt", "eV", "experiment", {}, 64, 60, 4, "median"},
                      {"gap_pbe", "eV", "PBE", {}, 900, 880, 0, "error"}};
    results.overlaps = {{"gap_expt", "gap_pbe", 41}};
    results.left_out = {{"formula could not be read", 3}};
    results.notices = {{"3 values of the melting point were imputed for At", 1}};
    results.versions = {{"sinter", "0.1.0"}, {"random_forest", "0.1.0"}};
    results.config_text = "[study]\nname = \"band-gap\"\nseed = 20171105\n";
    return results;
}

/// single_task (the baseline) beside a better, an equally good and a worse strategy.
inline study::StudyResults example_study(const ExampleOptions& options = {}) {
    auto results = empty_example(options);
    for (const auto& [name, error] :
         {std::pair("single_task", 0.50), {"difference", 0.30}, {"latent_variable", 0.49}, {"union", 1.10}}) {
        results.strategies.push_back(example_summary(name));
        add_trials(results, {name, error, strategy_index(results, name)}, options);
    }
    return results;
}

/// The same strategies and errors for a second target in another unit, whose errors are the other way round.
inline study::StudyResults two_target_study(const ExampleOptions& options = {}) {
    auto results = example_study(options);
    results.targets.push_back("bulk");
    results.labels.push_back({"bulk", "GPa", "experiment", {}, 70, 70, 0, "error"});
    for (const auto& [name, error] :
         {std::pair("single_task", 5.0), {"difference", 11.0}, {"latent_variable", 4.9}, {"union", 3.0}}) {
        add_trials(results, {name, error, strategy_index(results, name), 1}, options);
    }
    for (auto& strategy : results.strategies) {
        strategy.targets.push_back(1);
    }
    return results;
}

/// A row of a label with classes.
inline study::RowPrediction class_row(int row, int label, std::vector<double> shares) {
    study::RowPrediction prediction;
    prediction.row = prediction.record = row;
    prediction.material = prediction.group = "Material" + std::to_string(row);
    prediction.label = label;
    for (std::size_t k = 0; k < shares.size(); ++k) {
        if (shares[k] > shares[static_cast<std::size_t>(prediction.mean)]) {
            prediction.mean = static_cast<double>(k);
        }
    }
    prediction.sigma_mean = prediction.sigma_obs = std::nan("");
    prediction.shares = std::move(shares);
    return prediction;
}

/// Metal or not: every row's right class gets a share around `sure`.
inline study::TrialResult class_trial(const ExampleStrategy& strategy, double sure, int repeat, int fold,
                                      const ExampleOptions& options) {
    auto trial = example_trial(strategy, repeat, fold, 0, options);
    trial.training_mean = std::nan("");
    const Stream shared = Stream(3).derive(static_cast<std::uint64_t>(repeat));
    for (auto& row : trial.predictions) {
        const auto i = static_cast<std::uint64_t>(row.row);
        const double right = 0.02 + 0.96 * std::min(1.0, std::max(0.0, sure + 0.3 * noise(shared, i)));
        row = row.row % 3 == 0 ? class_row(static_cast<int>(row.row), 1, {1 - right, right})
                               : class_row(static_cast<int>(row.row), 0, {right, 1 - right});
    }
    return trial;
}

/// single_task (the baseline) and a surer strategy on a label with classes.
inline study::StudyResults class_study(const ExampleOptions& options = {}) {
    auto results = empty_example(options);
    results.targets = {"phase"};
    results.labels[0] = {"phase", "", "experiment", {"metal", "non-metal"}, 64, 60, 4, "median"};
    for (const auto& [name, sure] : {std::pair("single_task", 0.6), {"difference", 0.8}}) {
        results.strategies.push_back(example_summary(name));
        for (int repeat = 0; repeat < options.repeats; ++repeat) {
            for (int fold = 0; fold < options.folds; ++fold) {
                results.trials.push_back(
                    class_trial({name, 1, strategy_index(results, name)}, sure, repeat, fold, options));
            }
        }
    }
    return results;
}

} // namespace sinter::tests
