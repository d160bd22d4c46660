// SPDX-License-Identifier: Apache-2.0
//
// A study of the same labels in another unit is the same study: what has no unit stays, and no decision hangs
// on whether a sum is exactly what it should be.
#include "framework/report/scores/scored_study.hpp"
#include "framework/study/plan/protocol_notices.hpp"
#include "framework/study/run/run_trials.hpp"
#include "framework/study/run/summarise.hpp"
#include "tests/unit/study/small_study.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <cmath>
#include <cstdio>

using namespace sinter;
using namespace sinter::tests;

namespace {

std::string digits(double value) {
    std::array<char, 40> text{};
    (void)std::snprintf(text.data(), text.size(), "%.17g", value);
    return text.data();
}

/// Sulfides and oxides in which the trees of a forest often agree: labels are 1 or 3, but for a few.
std::string two_level_table(double factor) {
    constexpr std::array metals{"Li", "Na", "K",  "Rb", "Mg", "Ca", "Sr",
                                "Ba", "Al", "Ga", "Y",  "Ti", "Zr", "Sn"};
    std::string csv = "formula,gap,gap_dft\n";
    int row = 0;
    for (const std::string anion : {"O", "S", "F"}) {
        for (std::size_t m = 0; m < metals.size(); ++m, ++row) {
            const double dft = anion == "S" ? 1 : 3;
            const double gap = row % 9 == 4 ? 4 - dft : dft;
            csv += std::string(metals[m]) + "2" + anion + "3," + (row % 7 == 6 ? "" : digits(gap * factor)) +
                   "," + digits(dft * factor) + "\n";
        }
    }
    return csv;
}

std::string config() {
    std::string text = R"([study]
name = "units"
seed = 3
[[table]]
file = "small.csv"
material = { formula = "formula" }
labels.gap = { column = "gap", unit = "eV" }
labels.gap_dft = { column = "gap_dft", unit = "eV" }
[[featurizer]]
plugin = "element_fraction"
[learner.forest]
plugin = "random_forest"
trees = 30
[learner.pooled]
plugin = "random_forest"
trees = 30
sigma_mean = "pooled"
[learner.line]
plugin = "ridge"
[learner.mean]
plugin = "guess_the_mean"
)";
    for (const char* learner : {"forest", "pooled", "line", "mean"}) {
        text += std::string("[[strategy]]\nplugin = \"single_task\"\nname = \"") + learner +
                "\"\ntarget = \"gap\"\nlearner = \"" + learner + "\"\n";
    }
    for (const char* strategy :
         {"union", "difference", "source_only", "latent_variable", "multi_task", "chain"}) {
        text += std::string("[[strategy]]\nplugin = \"") + strategy +
                "\"\ntarget = \"gap\"\nsources = [\"gap_dft\"]\nlearner = \"forest\"\n";
    }
    return text + "[protocol]\nPROTOCOL\n";
}

std::vector<report::MetricsRow> metrics_of(double factor) {
    const SmallStudy small("kind = \"k_fold\"\nfolds = 3", config());
    small.write_table(two_level_table(factor));
    const auto plan = small.plan();
    study::Outcomes outcomes(plan.trials.size());
    const std::atomic<bool> no{false};
    const auto features = study::features_of(plan, small.workers());
    REQUIRE(study::run_trials(plan, *features, nullptr, outcomes, {small.workers(), no, no, nullptr}));
    return report::score(study::summarise(plan, *features, outcomes)).metrics;
}

void same(const char* name, double a, double b) {
    INFO(name << ": " << a << " and " << b);
    CHECK(((std::isnan(a) && std::isnan(b)) || a == Approx(b).epsilon(1e-6).margin(1e-9)));
}

} // namespace

TEST_CASE("labels times a factor give the same metrics without a unit, and all others times the factor") {
    const auto whole = metrics_of(1);
    bool some_zero = false;
    for (const double factor : {0.1, 1.0 / 3, 1e6 / 7}) {
        const auto scaled = metrics_of(factor);
        REQUIRE(scaled.size() == whole.size());
        for (std::size_t i = 0; i < whole.size(); ++i) {
            const auto& a = whole[i];
            const auto& b = scaled[i];
            INFO("strategy " << a.key.strategy << ", level " << static_cast<int>(a.level) << ", fold "
                             << a.fold << ", factor " << factor);
            some_zero = some_zero || a.n_sigma_zero > 0;
            same("n_sigma_zero", a.n_sigma_zero, b.n_sigma_zero);
            same("mae", a.regression.mae * factor, b.regression.mae);
            same("r2", a.regression.r2, b.regression.r2);
            same("ndme", a.regression.ndme, b.regression.ndme);
            same("spearman", a.regression.spearman, b.regression.spearman);
            same("standard_confidence", a.uncertainty.standard_confidence, b.uncertainty.standard_confidence);
            same("standard_error", a.uncertainty.standard_error, b.uncertainty.standard_error);
            same("nll", a.uncertainty.nll + std::log(factor), b.uncertainty.nll);
            same("coverage_68", a.uncertainty.coverage_68, b.uncertainty.coverage_68);
            same("coverage_95", a.uncertainty.coverage_95, b.uncertainty.coverage_95);
            same("miscalibration_area", a.uncertainty.miscalibration_area, b.uncertainty.miscalibration_area);
            same("error_correlation", a.uncertainty.error_correlation, b.uncertainty.error_correlation);
        }
    }
    CHECK(some_zero); // or the test shows nothing
}

TEST_CASE("equal labels are predicted exactly, and a notice says that they are equal") {
    for (const char* value : {"1.5", "0.1", "0.3"}) {
        std::string csv = "formula,gap,gap_dft\n";
        for (const char* formula : {"Li2O", "Na2O", "K2O", "MgO", "CaO", "SrO", "Al2O3", "Ga2O3", "TiO2"}) {
            csv += std::string(formula) + "," + value + "," + value + "\n";
        }
        const SmallStudy small("kind = \"k_fold\"\nfolds = 3", config());
        small.write_table(csv);
        const auto plan = small.plan();
        std::string notices;
        for (const auto& notice : study::protocol_notices(plan)) {
            notices += notice.text + "\n";
        }
        CHECK_THAT(notices, Catch::Contains("all labels of gap are equal (" + std::string(value) + " eV)"));
        CHECK_THAT(notices, Catch::Contains("all labels of gap_dft are equal"));
        study::Outcomes outcomes(plan.trials.size());
        const std::atomic<bool> no{false};
        const auto features = study::features_of(plan, small.workers());
        REQUIRE(study::run_trials(plan, *features, nullptr, outcomes, {small.workers(), no, no, nullptr}));
        const auto scored = report::score(study::summarise(plan, *features, outcomes));
        for (const auto& row : scored.metrics) {
            INFO("strategy " << row.key.strategy << " on labels of " << value);
            CHECK(row.regression.mae == 0);
            CHECK(row.regression.rmse == 0);
            CHECK(std::isnan(row.regression.ndme));
            CHECK(row.n_sigma_zero == row.n_sigma);
        }
    }
}
