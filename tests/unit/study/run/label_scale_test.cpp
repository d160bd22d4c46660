// SPDX-License-Identifier: Apache-2.0
//
// A label's scale is part of its unit. Under every strategy a transformed label is what the same logarithms
// written into the file are, and a strategy that takes sources as values of its target refuses to mix scales.
#include "framework/study/run/run_trials.hpp"
#include "tests/unit/study/small_study.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <cmath>
#include <cstdio>
#include <memory>
#include <sstream>

using namespace sinter;
using namespace sinter::tests;
using Catch::Contains;

namespace {

struct Scales {
    bool target = false; ///< fitted as a logarithm
    bool source = false;
};

std::string label(const char* name, const char* column, const char* unit, const char* transform) {
    return std::string("labels.") + name + " = { column = \"" + column + "\", unit = \"" + unit + "\"" +
           (*transform != '\0' ? std::string(", transform = \"") + transform + "\"" : "") + " }\n";
}

std::string config(const std::string& strategy, const std::string& labels) {
    return R"([study]
name = "scales"
seed = 4
[[table]]
file = "small.csv"
material = { formula = "formula" }
)" + labels +
           R"([[featurizer]]
plugin = "element_fraction"
[learner.forest]
plugin = "random_forest"
trees = 15
[[strategy]]
name = "s"
target = "gap"
sources = ["dft"]
)" + strategy +
           "[protocol]\nPROTOCOL\n";
}

std::string by_transform(Scales scales) {
    return label("gap", "gap", "GPa", scales.target ? "log10" : "") +
           label("dft", "gap_dft", "GPa", scales.source ? "log10" : "");
}

std::string by_hand(Scales scales) {
    return label("gap", scales.target ? "log_gap" : "gap", scales.target ? "log10(GPa)" : "GPa", "") +
           label("dft", scales.source ? "log_dft" : "gap_dft", scales.source ? "log10(GPa)" : "GPa", "");
}

std::string logarithm(const std::string& cell) {
    std::array<char, 40> text{};
    if (!cell.empty()) {
        (void)std::snprintf(text.data(), text.size(), "%.17g", std::log10(std::stod(cell)));
    }
    return text.data();
}

/// The small table with the logarithms of its numbers beside them.
std::string table_with_logarithms() {
    std::istringstream lines(small_table());
    std::string csv;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream cells(line);
        std::string formula;
        std::string gap;
        std::string dft;
        std::getline(std::getline(std::getline(cells, formula, ','), gap, ','), dft, ',');
        csv += line + (csv.empty() ? ",log_gap,log_dft" : "," + logarithm(gap) + "," + logarithm(dft)) + "\n";
    }
    return csv;
}

std::unique_ptr<const SmallStudy> small_of(const std::string& text) {
    auto small = std::make_unique<const SmallStudy>("kind = \"k_fold\"\nfolds = 3", text);
    small->write_table(table_with_logarithms());
    return small;
}

std::vector<double> predictions(const std::string& text) {
    const auto small = small_of(text);
    const auto plan = small->plan();
    study::Outcomes outcomes(plan.trials.size());
    const std::atomic<bool> no{false};
    REQUIRE(study::run_trials(plan, *study::features_of(plan, small->workers()), nullptr, outcomes,
                              {small->workers(), no, no, nullptr}));
    std::vector<double> means;
    for (const auto& outcome : outcomes) {
        REQUIRE(outcome->error.empty());
        for (const auto& result : outcome->results) {
            for (const auto& row : result.predictions) {
                means.push_back(row.mean);
            }
        }
    }
    return means;
}

void require_as_by_hand(const std::string& strategy, Scales scales) {
    INFO(strategy << "target " << scales.target << ", source " << scales.source);
    const auto transformed = predictions(config(strategy, by_transform(scales)));
    const auto logged = predictions(config(strategy, by_hand(scales)));
    REQUIRE(transformed.size() == logged.size());
    for (std::size_t i = 0; i < logged.size(); ++i) {
        REQUIRE(transformed[i] ==
                Approx(scales.target ? std::pow(10.0, logged[i]) : logged[i]).epsilon(1e-10));
    }
}

std::string said(const std::string& text) {
    const auto small = small_of(text);
    std::string messages;
    (void)small->plan(messages);
    return messages;
}

const std::string forest_line = "learner = \"forest\"\n";
const std::vector<std::string> of_one_scale{
    "plugin = \"union\"\n" + forest_line, "plugin = \"difference\"\n" + forest_line,
    "plugin = \"source_only\"\n" + forest_line, "plugin = \"difference\"\nscale = \"auto\"\n" + forest_line,
    "plugin = \"chain\"\nkind = \"difference\"\n" + forest_line};
const std::vector<std::string> of_any_scale{
    "plugin = \"latent_variable\"\n" + forest_line, "plugin = \"chain\"\n" + forest_line,
    "plugin = \"multi_task\"\n" + forest_line,
    "plugin = \"source_only\"\ncalibrate = \"affine\"\n" + forest_line,
    "plugin = \"stacking\"\nlearners = [\"forest\"]\nmeta_learner = \"forest\"\n"};

} // namespace

TEST_CASE("under every strategy a transform is the logarithm taken by hand") {
    for (const auto* strategies : {&of_one_scale, &of_any_scale}) {
        for (const auto& strategy : *strategies) {
            require_as_by_hand(strategy, {true, true});
        }
    }
    for (const auto& strategy : of_any_scale) {
        require_as_by_hand(strategy, {true, false});
        require_as_by_hand(strategy, {false, true});
    }
}

TEST_CASE(
    "a strategy that takes sources as values of its target refuses another scale, and says what to write") {
    for (const auto& strategy : of_one_scale) {
        INFO(strategy);
        CHECK(said(config(strategy, by_transform({true, true}))).empty());
        CHECK_THAT(said(config(strategy, by_transform({true, false}))),
                   Contains("study.toml:17:") &&
                       Contains("\"dft\" is fitted as GPa, \"gap\" as log10(GPa)") &&
                       Contains("labels.dft.transform = \"log10\", or labels.gap.transform = \"none\""));
        CHECK_THAT(said(config(strategy, by_transform({false, true}))),
                   Contains("\"dft\" is fitted as log10(GPa), \"gap\" as GPa") &&
                       Contains("labels.dft.transform = \"none\", or labels.gap.transform = \"log10\""));
        const auto natural = label("gap", "gap", "GPa", "log10") + label("dft", "gap_dft", "GPa", "log");
        CHECK_THAT(said(config(strategy, natural)),
                   Contains("\"dft\" is fitted as ln(GPa), \"gap\" as log10(GPa)"));
    }
    for (const auto& strategy : of_any_scale) {
        INFO(strategy);
        CHECK(said(config(strategy, by_transform({true, false}))).empty());
    }
}

TEST_CASE("logarithms that stand in the file are on the scale of a transformed label") {
    const auto labels = label("gap", "gap", "GPa", "log10") + label("dft", "log_dft", "log10(GPa)", "");
    for (const auto& strategy : of_one_scale) {
        INFO(strategy);
        CHECK(said(config(strategy, labels)).empty());
        CHECK(predictions(config(strategy, labels)) ==
              predictions(config(strategy, by_transform({true, true}))));
    }
}
