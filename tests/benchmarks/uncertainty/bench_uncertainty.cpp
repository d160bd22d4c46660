// SPDX-License-Identifier: Apache-2.0
//
// bench_uncertainty [TREES]
//
// Is a forest's own measure of its errors right on real data? Single task, composition features, 200 trees
// (or TREES), five folds of compositions: how often |error| < sigma_obs, the RMS of error / sigma_obs, and
// how often the 90 % intervals hold the measurement.
#include "folded_uncertainty.hpp"
#include "framework/diagnostics/diagnostic.hpp"
#include "measured_set.hpp"
#include "tests/support/shared_data.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

using namespace sinter::benchmarks;

namespace {

constexpr int threads = 2;
constexpr sinter::Index jackknife_plus_rows_a_fold = 400;

/// A figure and the bounds that it is to lie between.
struct Target {
    std::string name;
    double measured, least, most;
};

void print(const Target& target) {
    const bool met = target.least <= target.measured && target.measured <= target.most;
    fmt::print("target {} {:.4f} {:.4f}..{:.4f} {}\n", target.name, target.measured, target.least,
               target.most, met ? "met" : "missed");
}

/// Two standard errors of a share of 0.9 of so many rows.
Target coverage_target(const std::string& name, const IntervalResult& interval) {
    const double margin = 2 * std::sqrt(0.09 / static_cast<double>(interval.rows));
    return {name, interval.coverage, 0.9 - margin, 0.9 + margin};
}

void print_header() {
    fmt::print(
        "SC: share of |error| < sigma_obs; SE: RMS of error / sigma_obs, SE99: without the largest 1 %;\n"
        "cal, J+: 90 % intervals, calibrated and jackknife+ (at most {} random test rows per fold)\n\n"
        "{:19}{:>6}{:>9}{:>7}{:>7}{:>7}{:>8} |{:>8}{:>9} |{:>6}{:>8}{:>9}{:>9}\n",
        jackknife_plus_rows_a_fold, "set", "rows", "RMSE", "SC", "SE", "SE99", "max", "cal", "width", "rows",
        "J+", "width", "CPU s");
}

void print_row(const std::string& name, const FoldedUncertainty& u) {
    fmt::print("{:19}{:6}{:9.4f}{:7.3f}{:7.3f}{:7.3f}{:8.1f} |{:8.4f}{:9.4f} |{:6}{:8.4f}{:9.4f}{:9.2f}\n",
               name, u.rows, u.rmse, u.standard_confidence, u.standard_error, u.trimmed_error,
               u.largest_ratio, u.calibrated.coverage, u.calibrated.width, u.jackknife_plus.rows,
               u.jackknife_plus.coverage, u.jackknife_plus.width, u.seconds_of_jackknife_plus);
    if (u.calibrated.infinite + u.jackknife_plus.infinite > 0) {
        fmt::print("{}: {} calibrated and {} jackknife+ intervals are infinite\n", name,
                   u.calibrated.infinite, u.jackknife_plus.infinite);
    }
}

void run(int trees) {
    const auto workers = sinter::threads::make_workers(threads);
    std::vector<Target> targets;
    fmt::print("{} trees, 5 folds of compositions, magpie features, a row per composition (median)\n", trees);
    print_header();
    for (const SetSource& source : set_sources()) {
        const auto file = sinter::tests::shared_data(source.file);
        if (!file) {
            fmt::print("skipped: no {} in {}\n", source.file, sinter::tests::shared_data_folder().string());
            continue;
        }
        FoldOptions options;
        options.trees = trees;
        options.jackknife_plus_rows = jackknife_plus_rows_a_fold;
        const auto u = folded_uncertainty(load_set(source, *file, *workers), options, *workers);
        print_row(source.name, u);
        targets.push_back({source.name + "_standard_confidence", u.standard_confidence, 0.63, 0.73});
        targets.push_back({source.name + "_standard_error", u.standard_error, 0.85, 1.25});
        targets.push_back(coverage_target(source.name + "_calibrated_coverage", u.calibrated));
        targets.push_back(coverage_target(source.name + "_jackknife_plus_coverage", u.jackknife_plus));
    }
    fmt::print("\n");
    for (const Target& target : targets) {
        print(target);
    }
}

} // namespace

int main(int count, char** arguments) {
    const int trees = count > 1 ? std::atoi(arguments[1]) : 200;
    if (trees < 2) {
        fmt::print(stderr, "bench_uncertainty: {} is no number of trees\n", arguments[1]);
        return 2;
    }
    try {
        run(trees);
    } catch (const sinter::diagnostics::InputError& error) {
        fmt::print(stderr, "bench_uncertainty: {}\n", error.what());
        return 1;
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_uncertainty: {}\n", error.what());
        return 1;
    }
    return 0;
}
