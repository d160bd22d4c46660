// SPDX-License-Identifier: Apache-2.0
//
// A small study with known numbers, made without any model: predictions are the label plus noise of a chosen
// size.
#pragma once

#include "framework/study/results.hpp"

#include <sinter/random.hpp>

#include <cmath>
#include <cstdint>
#include <string>

namespace sinter::tests {

struct ExampleOptions {
    int materials = 120;
    int folds = 5;
    int repeats = 2;
};

/// About normal, mean 0 and variance 1: a sum of twelve uniforms.
inline double noise(const Stream& stream, std::uint64_t i) {
    double sum = -6;
    for (std::uint64_t k = 0; k < 12; ++k) {
        sum += stream.uniform(12 * i + k);
    }
    return sum;
}

/// The held-out rows of one fold; errors are `error` times noise that all strategies share in part.
inline study::UnitResult example_unit(const std::string& strategy, double error, int repeat, int fold,
                                      const ExampleOptions& options) {
    study::UnitResult unit;
    unit.strategy = strategy;
    unit.target = "gap_expt";
    unit.repeat = repeat;
    unit.fold = fold;
    unit.training_mean = 2;
    unit.seconds = 1.5;
    const Stream shared = Stream(1).derive(static_cast<std::uint64_t>(repeat));
    const Stream own = shared.derive(strategy);
    for (int m = 0; m < options.materials; ++m) {
        const auto i = static_cast<std::uint64_t>(m);
        if ((m + repeat) % options.folds != fold) {
            unit.training_rows += 1;
            continue;
        }
        study::RowPrediction row;
        row.row = m;
        row.material = "Material" + std::to_string(m);
        row.group = row.material;
        row.label = 4 * Stream(2).uniform(i);
        row.mean = row.label + error * (0.8 * noise(shared, i) + 0.6 * noise(own, i));
        row.sigma_mean = 0.3 * error;
        row.sigma_obs = error;
        unit.predictions.push_back(row);
    }
    return unit;
}

inline void add_strategy(study::StudyResults& results, const std::string& name, double error,
                         const ExampleOptions& options) {
    study::StrategySummary summary;
    summary.name = name;
    summary.plugin = name;
    summary.target = results.target;
    summary.sources =
        name == "single_task" ? std::vector<std::string>{} : std::vector<std::string>{"gap_pbe"};
    summary.baseline = name == "single_task";
    summary.options = {{"learner", "forest"}};
    results.strategies.push_back(summary);
    for (int repeat = 0; repeat < options.repeats; ++repeat) {
        for (int fold = 0; fold < options.folds; ++fold) {
            results.units.push_back(example_unit(name, error, repeat, fold, options));
        }
    }
}

/// single_task (the baseline) beside a better, an equally good and a worse strategy.
inline study::StudyResults example_study(const ExampleOptions& options = {}) {
    study::StudyResults results;
    results.name = "band-gap";
    results.seed = 20171105;
    results.protocol = "5-fold, 2 repeats, grouped by composition";
    results.target = "gap_expt";
    results.target_unit = "eV";
    results.labels = {{"gap_expt", "eV", "experiment", 64, 60, 4, "median"},
                      {"gap_pbe", "eV", "PBE", 900, 880, 0, "error"}};
    results.overlaps = {{"gap_expt", "gap_pbe", 41}};
    add_strategy(results, "single_task", 0.50, options);
    add_strategy(results, "difference", 0.30, options);
    add_strategy(results, "latent_variable", 0.49, options);
    add_strategy(results, "union", 1.10, options);
    results.left_out = {{"formula could not be read", 3}};
    results.notices = {{"3 values of the melting point were imputed for At", 1}};
    results.versions = {{"sinter", "0.1.0"}, {"random_forest", "0.1.0"}};
    results.config_text = "[study]\nname = \"band-gap\"\nseed = 20171105\n";
    return results;
}

} // namespace sinter::tests
