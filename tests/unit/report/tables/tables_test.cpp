// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/comparison_table.hpp"
#include "framework/report/scores/metrics_table.hpp"
#include "framework/report/scores/scored_study.hpp"
#include "framework/report/tables/csv_predictions.hpp"
#include "framework/report/tables/csv_tables.hpp"
#include "tests/unit/report/example_study.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::report;
using evaluation::Verdict;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

/// A trial of one strategy with given labels and means.
study::TrialResult trial(int repeat, int fold, const std::vector<double>& labels,
                         const std::vector<double>& means, double training_mean) {
    study::TrialResult result;
    result.key.repeat = repeat;
    result.key.fold = fold;
    result.training_rows = 10 + fold;
    result.training_mean = training_mean;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto name = "M" + std::to_string(i);
        const auto row = static_cast<std::int64_t>(i);
        result.predictions.push_back({row,
                                      100 + row,
                                      name,
                                      name,
                                      labels[i],
                                      means[i],
                                      std::numeric_limits<double>::quiet_NaN(),
                                      1.0,
                                      {}});
    }
    return result;
}

study::StrategySummary strategy(const std::string& name, bool baseline) {
    study::StrategySummary summary;
    summary.name = summary.plugin = name;
    summary.targets = {0};
    summary.baseline = baseline;
    return summary;
}

study::StudyResults two_repeats() {
    study::StudyResults results;
    results.targets = {"gap"};
    results.labels = {{"gap", "eV", "", {}, 0, 0, 0, ""}};
    results.strategies.push_back(strategy("single_task", true));
    results.trials = {trial(0, 0, {1, 2, 3}, {2, 2, 3}, 0), trial(0, 1, {4}, {7}, 4),
                      trial(1, 0, {1, 2}, {1, 2}, 0), trial(1, 1, {3, 4}, {5, 4}, 0)};
    return results;
}

const ComparisonRow& mae_row(const ScoredStudy& scored, const std::string& strategy) {
    const auto* row = find_comparison(scored.comparisons, tests::key_of(scored.results, strategy, "gap_expt"),
                                      ErrorMetric::mae);
    REQUIRE(row != nullptr);
    return *row;
}

} // namespace

TEST_CASE(
    "errors are pooled over the folds of a repeat and averaged over repeats; the mean of folds is given too") {
    const auto table = score(two_repeats()).metrics;
    REQUIRE(table.size() == 4 + 2 + 2);
    CHECK(table[0].level == Level::fold);
    CHECK(table[0].regression.mae == Approx(1.0 / 3));
    CHECK(table[2].level == Level::repeat);
    CHECK(table[2].regression.mae == Approx(1.0)); // (1 + 0 + 0 + 3) / 4, not (1/3 + 3) / 2
    CHECK(table[2].n_test == 4);
    CHECK(table[2].n_training == 10.5);
    CHECK(table[6].level == Level::mean);
    CHECK(table[6].regression.mae == Approx((1.0 + 0.5) / 2));
    CHECK(table[7].level == Level::mean_of_folds);
    CHECK(table[7].regression.mae == Approx((1.0 / 3 + 3 + 0 + 1) / 4));
}

TEST_CASE("a pooled NDME uses each fold's own training mean") {
    const auto table = score(two_repeats()).metrics;
    CHECK(table[2].regression.ndme == Approx(std::sqrt((1.0 + 9.0) / (1 + 4 + 9 + 0))));
    CHECK(std::isnan(table[1].regression.ndme)); // the training mean is right: nothing to compare with
    CHECK(std::isnan(table[7].regression.ndme)); // and so the mean of folds isn't known
    CHECK_FALSE(std::isnan(table[6].regression.ndme));
}

TEST_CASE("wall time is in no table") {
    auto results = tests::example_study();
    const auto scored = score(results);
    for (auto& finished : results.trials) {
        finished.seconds *= 3;
    }
    CHECK(metrics_csv(scored) == metrics_csv(score(results)));
    CHECK(predictions_csv(scored) == predictions_csv(score(results)));
}

TEST_CASE("metrics.csv has a row per fold, a pooled row per repeat and two means") {
    const auto lines = lines_of(metrics_csv(score(two_repeats())));
    REQUIRE(lines.size() == 9);
    CHECK(
        lines[0] ==
        "strategy,target,unit,fraction,repeat,fold,n_training,n_test,mae,rmse,r2,ndme,spearman,bias,n_sigma,"
        "n_sigma_zero,standard_confidence,standard_error,nll,crps,miscalibration_area,sharpness,"
        "coverage_68,coverage_90,coverage_95,width_68,width_90,width_95,error_correlation,"
        "accuracy,f1,macro_f1,balanced_accuracy,log_loss,brier,calibration_error");
    CHECK(lines[2].find("single_task,gap,eV,1,0,1,11,1,3,3,,,,3,1,0,") == 0); // R2, NDME and Spearman unknown
    CHECK(lines[3].find("single_task,gap,eV,1,0,pooled,10.5,4,1,") == 0);
    CHECK(lines[7].find("single_task,gap,eV,1,mean,pooled,") == 0);
    CHECK(lines[8].find("single_task,gap,eV,1,mean,mean,") == 0);
}

TEST_CASE("predictions.csv gives numbers that read back exactly, and blanks for what is not known") {
    auto results = two_repeats();
    results.trials[0].predictions[0].mean = 0.1 + 0.2;
    const auto lines = lines_of(predictions_csv(score(results)));
    REQUIRE(lines.size() == 1 + 8);
    CHECK(
        lines[0] ==
        "strategy,target,fraction,repeat,fold,row,record,material,group,label,mean,sigma_mean,sigma_obs,shares");
    CHECK(lines[1] == "single_task,gap,1,0,0,0,100,M0,M0,1,0.30000000000000004,,1,");
}

TEST_CASE("names with commas, quotes and line breaks are quoted as RFC 4180 says") {
    auto results = two_repeats();
    results.trials.resize(1);
    results.trials[0].predictions.resize(1);
    results.trials[0].predictions[0].material = "a,\"b\"\nc";
    CHECK(predictions_csv(score(results)).find(",\"a,\"\"b\"\"\nc\",M0,1,2,,1,\n") != std::string::npos);
}

TEST_CASE("a strategy with much less error is better, "
          "one with twice as much is negative transfer, an equal one undecided") {
    const auto scored = score(tests::example_study());
    CHECK(scored.comparisons.size() == 6);
    CHECK(mae_row(scored, "difference").verdict == Verdict::better);
    CHECK(mae_row(scored, "difference").by_group.upper < 0);
    CHECK(mae_row(scored, "union").verdict == Verdict::worse);
    CHECK(mae_row(scored, "union").by_group.lower > 0);
    CHECK(mae_row(scored, "latent_variable").verdict == Verdict::undecided);
    CHECK(mae_row(scored, "latent_variable").by_group.groups == 120);
}

TEST_CASE("the baseline is compared with nothing, and without a baseline there is no comparison") {
    auto results = tests::example_study();
    CHECK(find_comparison(score(results).comparisons, tests::key_of(results, "single_task", "gap_expt"),
                          ErrorMetric::mae) == nullptr);
    results.strategies[0].baseline = false;
    CHECK(score(results).comparisons.empty());
}

TEST_CASE("a comparison uses only the folds that both strategies finished") {
    auto results = tests::example_study();
    std::erase_if(results.trials,
                  [](const auto& u) { return u.key.strategy == 1 && u.key.repeat == 1 && u.key.fold > 1; });
    const auto scored = score(results);
    CHECK(mae_row(scored, "difference").folds == 7);
    CHECK(mae_row(scored, "union").folds == 10);
}

TEST_CASE("the difference by material is the difference of the pooled errors when every fold is there") {
    const auto scored = score(tests::example_study());
    const auto* strategy = headline(scored.metrics, tests::key_of(scored.results, "difference", "gap_expt"));
    const auto* baseline = headline(scored.metrics, tests::key_of(scored.results, "single_task", "gap_expt"));
    CHECK(mae_row(scored, "difference").by_group.difference ==
          Approx(strategy->regression.mae - baseline->regression.mae));
}

TEST_CASE("the interval of the ratio is corrected by the study's share of test rows") {
    study::StudyResults results;
    results.targets = {"gap"};
    results.test_to_training = 1.0 / 3;
    results.strategies = {strategy("base", true), strategy("other", false)};
    for (int repeat = 0; repeat < 3; ++repeat) {
        for (const double error : {1.0, 0.8 + 0.05 * repeat}) {
            auto u = trial(repeat, 0, {1, 2, 3, 4}, {1 + error, 2 + error, 3 + error, 4 + error}, 2);
            u.key.strategy = error == 1.0 ? 0 : 1;
            results.trials.push_back(u);
        }
    }
    const auto table = score(results).comparisons;
    const auto& row = *find_comparison(table, tests::key_of(results, "other", "gap"), ErrorMetric::mae);
    const auto expected = evaluation::corrected_resampled_ratio(std::vector<double>{0.8, 0.85, 0.9},
                                                                std::vector<double>{1, 1, 1}, 1.0 / 3);
    CHECK(row.ratio.lower == Approx(expected.lower));
    CHECK(row.ratio.p == Approx(expected.p));
    // By hand: mean and variance of the logs, t(0.975; 2) = 4.30265.
    const double logs[] = {std::log(0.8), std::log(0.85), std::log(0.9)};
    const double mean = (logs[0] + logs[1] + logs[2]) / 3;
    double variance = 0;
    for (const double l : logs) {
        variance += (l - mean) * (l - mean) / 2;
    }
    const double reach = 4.30265 * std::sqrt((1.0 / 3 + 1.0 / 3) * variance);
    CHECK(row.ratio.ratio == Approx(std::exp(mean)));
    CHECK(row.ratio.upper == Approx(std::exp(mean + reach)).epsilon(1e-5));
}

TEST_CASE("a protocol that doesn't tell its share of test rows gives a ratio and no verdict") {
    auto results = tests::example_study();
    results.test_to_training = std::numeric_limits<double>::quiet_NaN();
    const auto scored = score(results);
    CHECK(mae_row(scored, "difference").ratio.ratio < 0.8);
    CHECK(std::isnan(mae_row(scored, "difference").p_holm));
    CHECK(mae_row(scored, "difference").verdict == Verdict::undecided);
    CHECK(mae_row(scored, "difference").by_group.upper < 0);
}

TEST_CASE("Holm's adjustment is over the strategies of a target, size and metric") {
    const auto scored = score(tests::example_study());
    std::vector<double> p_values;
    std::vector<double> adjusted;
    std::vector<double> wilcoxon;
    std::vector<double> wilcoxon_adjusted;
    for (const auto* name : {"difference", "latent_variable", "union"}) {
        p_values.push_back(mae_row(scored, name).ratio.p);
        adjusted.push_back(mae_row(scored, name).p_holm);
        wilcoxon.push_back(mae_row(scored, name).wilcoxon.p);
        wilcoxon_adjusted.push_back(mae_row(scored, name).wilcoxon_p_holm);
    }
    CHECK(adjusted == evaluation::holm(p_values));
    CHECK(wilcoxon_adjusted == evaluation::holm(wilcoxon));
}

TEST_CASE("the primary strategy is tested by itself, and placebos do not count among the others") {
    auto results = tests::example_study();
    for (auto& strategy : results.strategies) {
        strategy.primary = strategy.name == "difference";
        strategy.placebo = strategy.name == "union";
    }
    const auto scored = score(results);
    for (const auto* name : {"difference", "latent_variable", "union"}) {
        const auto& row = mae_row(scored, name);
        CHECK(row.p_holm == row.ratio.p);
        CHECK(row.wilcoxon_p_holm == row.wilcoxon.p);
    }
    CHECK(mae_row(scored, "difference").kind == ComparisonKind::primary);
    CHECK(mae_row(scored, "union").kind == ComparisonKind::placebo);
    CHECK_THAT(significance_csv(scored), Catch::Matchers::Contains(",placebo,"));
}

TEST_CASE("the test by material averages a material's rows, then its repeats") {
    // Material M0 has two rows in repeat 0 and one in repeat 1; all errors of the baseline are 1.
    study::StudyResults results;
    results.targets = {"gap"};
    results.test_to_training = 0.5;
    results.strategies = {strategy("base", true), strategy("other", false)};
    const auto add = [&](int repeat, const std::vector<double>& errors,
                         const std::vector<std::string>& names) {
        for (const auto* name : {"base", "other"}) {
            auto u = trial(repeat, 0, std::vector<double>(errors.size(), 0), errors, 2);
            u.key.strategy = tests::strategy_index(results, name);
            for (std::size_t i = 0; i < names.size(); ++i) {
                u.predictions[i].group = names[i];
                u.predictions[i].mean = u.key.strategy == 0 ? 1 : errors[i];
            }
            results.trials.push_back(u);
        }
    };
    add(0, {2, 4, 0.5}, {"M0", "M0", "M1"});
    add(1, {5, 0.25}, {"M0", "M1"});
    const auto table = score(results).comparisons;
    const auto& row = *find_comparison(table, tests::key_of(results, "other", "gap"), ErrorMetric::mae);
    // M0: loss (3 + 5) / 2 = 4 against 1, 1.5 rows per repeat; M1: (0.5 + 0.25) / 2 against 1, 1 row.
    CHECK(row.by_group.difference == Approx((1.5 * 3 - 0.625) / 2.5));
    CHECK(row.by_group.groups == 2);
    CHECK(row.wilcoxon.n == 2);
    CHECK(row.wilcoxon.positive == 2); // |3| > |-0.625|
    CHECK(row.wilcoxon.negative == 1);
}

TEST_CASE("significance.csv has the tests over folds, over materials, and whether harm is ruled out") {
    const auto lines = lines_of(significance_csv(score(tests::example_study())));
    REQUIRE(lines.size() == 7);
    CHECK(lines[0] ==
          "strategy,baseline,target,unit,fraction,metric,folds,ratio,ratio_lower,ratio_upper,p,kind,p_"
          "holm,verdict,margin,non_inferiority,groups,group_difference,group_difference_lower,"
          "group_difference_upper,bootstrap_p,wilcoxon_p,wilcoxon_p_holm");
    CHECK(lines[1].find("difference,single_task,gap_expt,eV,1,mae,10,0.") == 0);
    CHECK(lines[1].find(",better,1.05,non-inferior,120,-0.") != std::string::npos);
    CHECK(lines[3].find(",worse,1.05,inferior,120,0.") != std::string::npos);
    CHECK(lines[6].find("union,single_task,gap_expt,eV,1,rmse,10,2") == 0);
    CHECK(lines[6].find(",inferior,,,,,,,") != std::string::npos); // by material only for the MAE
}

TEST_CASE("worse is negative transfer only for a strategy with sources against a baseline without") {
    auto results = tests::example_study();
    CHECK(mae_row(score(results), "union").transfers);
    results.strategies[3].sources.clear();
    CHECK_FALSE(mae_row(score(results), "union").transfers);
    // Several targets by another method inform each other.
    results.strategies[3].targets.push_back(1);
    CHECK(mae_row(score(results), "union").transfers);
    results.strategies[0].sources = {"gap_pbe"};
    CHECK_FALSE(mae_row(score(results), "difference").transfers);
}

TEST_CASE("each training fraction is compared by itself, with the correction of the full folds") {
    auto results = tests::example_study();
    auto half = results.trials;
    for (auto& u : half) {
        u.training_rows /= 2;
    }
    results.fractions = {0.5, 1.0};
    for (auto& u : results.trials) {
        u.key.size = 1;
    }
    results.trials.insert(results.trials.end(), half.begin(), half.end());
    const auto table = score(results).comparisons;
    CHECK(table.size() == 12);
    CHECK(table.front().key.size == 0);
    const auto* small =
        find_comparison(table, tests::key_of(results, "difference", "gap_expt", 0.5), ErrorMetric::mae);
    const auto* full =
        find_comparison(table, tests::key_of(results, "difference", "gap_expt"), ErrorMetric::mae);
    CHECK(small->ratio.lower == full->ratio.lower);
}

TEST_CASE("a study without finished trials gives tables with only their headers") {
    study::StudyResults results = tests::example_study();
    results.trials.clear();
    const auto scored = score(results);
    CHECK(lines_of(metrics_csv(scored)).size() == 1);
    CHECK(lines_of(predictions_csv(scored)).size() == 1);
    CHECK(lines_of(significance_csv(scored)).size() == 1);
    CHECK(lines_of(learning_curve_csv(scored)).size() == 1);
    CHECK(lines_of(calibration_csv(scored)).size() == 1);
}

TEST_CASE("log.csv has what the plugins of each trial said, and is not there where they said nothing") {
    auto results = tests::example_study();
    results.log.clear();
    CHECK(log_csv(score(results)).empty());
    results.fractions = {0.5, 1.0};
    results.strategies[0].name = "choose";
    results.log.push_back({tests::trial_key(results, "choose", 1, 4, -1, 0.5),
                           {{"by \"difference\"", 1, false}, {"gap: 0.5; 0.4", 2, true}}});
    results.log.push_back({tests::trial_key(results, "choose", 1, 4, 2, 0.5), {{"inner", 1, true}}});
    const auto lines = lines_of(log_csv(score(results)));
    REQUIRE(lines.size() == 4);
    CHECK(lines[0] == "strategy,fraction,repeat,fold,inner_fold,kind,count,text");
    CHECK(lines[1] == "choose,0.5,1,4,,notice,1,\"by \"\"difference\"\"\"");
    CHECK(lines[2] == "choose,0.5,1,4,,detail,2,gap: 0.5; 0.4");
    CHECK(lines[3] == "choose,0.5,1,4,2,detail,1,inner");
}
