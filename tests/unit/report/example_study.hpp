// SPDX-License-Identifier: Apache-2.0
//
// A small study with known numbers, made without any model: predictions are the label plus noise of a chosen size.
#pragma once

#include "framework/study/run/results.hpp"

#include <sinter/random.hpp>

#include <cmath>
#include <cstdint>
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

/// What is the same for all units of a strategy.
struct ExampleStrategy {
    std::string name;
    double error = 0.5; ///< with all training groups; it grows as 1 / sqrt(fraction)
    std::string target = "gap_expt";
};

/// The held-out rows of one fold; errors are noise that all strategies share in part.
inline study::UnitResult example_unit(const ExampleStrategy& strategy, int repeat, int fold, double fraction,
                                      const ExampleOptions& options) {
    study::UnitResult unit;
    unit.strategy = strategy.name;
    unit.target = strategy.target;
    unit.repeat = repeat;
    unit.fold = fold;
    unit.fraction = fraction;
    unit.training_mean = 2;
    unit.seconds = 1.5;
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
        unit.predictions.push_back(row);
    }
    unit.training_rows = static_cast<std::int64_t>(std::lround(fraction * training));
    unit.training_groups = unit.training_rows;
    return unit;
}

inline void add_units(study::StudyResults& results, const ExampleStrategy& strategy,
                      const ExampleOptions& options) {
    for (const double fraction : options.fractions) {
        for (int repeat = 0; repeat < options.repeats; ++repeat) {
            for (int fold = 0; fold < options.folds; ++fold) {
                results.units.push_back(example_unit(strategy, repeat, fold, fraction, options));
                for (int inner = 0; inner < options.inner_folds; ++inner) {
                    results.units.push_back(results.units.back());
                    results.units.back().inner = inner;
                }
            }
        }
    }
    results.finished_units = results.planned_units = static_cast<std::int64_t>(results.units.size());
}

/// Of a strategy called single_task no sources: it is the baseline.
inline study::StrategySummary example_summary(const std::string& name) {
    study::StrategySummary summary;
    summary.name = name;
    summary.plugin = name;
    summary.targets = {"gap_expt"};
    summary.sources =
        name == "single_task" ? std::vector<std::string>{} : std::vector<std::string>{"gap_pbe"};
    summary.baseline = name == "single_task";
    summary.options = {{"learner", "forest"}};
    return summary;
}

/// Everything but strategies and units.
inline study::StudyResults empty_example(const ExampleOptions& options = {}) {
    study::StudyResults results;
    results.name = "band-gap";
    results.seed = 20171105;
    results.protocol = "5-fold, 2 repeats, grouped by composition";
    results.test_to_training = 1.0 / (options.folds - 1);
    results.targets = {"gap_expt"};
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
        add_units(results, {name, error}, options);
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
        add_units(results, {name, error, "bulk"}, options);
    }
    for (auto& strategy : results.strategies) {
        strategy.targets.push_back("bulk");
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
inline study::UnitResult class_unit(const std::string& strategy, double sure, int repeat, int fold,
                                    const ExampleOptions& options) {
    auto unit = example_unit({strategy, 1, "phase"}, repeat, fold, 1.0, options);
    unit.training_mean = std::nan("");
    const Stream shared = Stream(3).derive(static_cast<std::uint64_t>(repeat));
    for (auto& row : unit.predictions) {
        const auto i = static_cast<std::uint64_t>(row.row);
        const double right = 0.02 + 0.96 * std::min(1.0, std::max(0.0, sure + 0.3 * noise(shared, i)));
        row = row.row % 3 == 0 ? class_row(static_cast<int>(row.row), 1, {1 - right, right})
                               : class_row(static_cast<int>(row.row), 0, {right, 1 - right});
    }
    return unit;
}

/// single_task (the baseline) and a surer strategy on a label with classes.
inline study::StudyResults class_study(const ExampleOptions& options = {}) {
    auto results = empty_example(options);
    results.targets = {"phase"};
    results.labels[0] = {"phase", "", "experiment", {"metal", "non-metal"}, 64, 60, 4, "median"};
    for (const auto& [name, sure] : {std::pair("single_task", 0.6), {"difference", 0.8}}) {
        results.strategies.push_back(example_summary(name));
        results.strategies.back().targets = {"phase"};
        for (int repeat = 0; repeat < options.repeats; ++repeat) {
            for (int fold = 0; fold < options.folds; ++fold) {
                results.units.push_back(class_unit(name, sure, repeat, fold, options));
            }
        }
    }
    return results;
}

} // namespace sinter::tests
