// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/label_contradictions.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::study;
using Catch::Contains;

namespace {

/// Between -1 and 1, the same in every run.
double wobble(int i) { return std::sin(12.9898 * i + 1) * std::cos(4.1 * i); }

/// Two labels over the same materials; `second_of` makes the second number of the first.
template <class Second>
data::Dataset two_labels(int materials, const std::string& unit, const std::string& second_unit,
                         const Second& second_of) {
    data::Dataset dataset;
    dataset.labels.resize(2);
    dataset.labels[0].name = "measured";
    dataset.labels[0].unit = unit;
    dataset.labels[1].name = "computed";
    dataset.labels[1].unit = second_unit;
    for (int i = 0; i < materials; ++i) {
        dataset.row_materials.push_back(i);
        const double value = -0.3 - 1.5 * (1 + wobble(i));
        dataset.labels[0].rows.push_back(i);
        dataset.labels[0].values.push_back(value);
        dataset.labels[1].rows.push_back(i);
        dataset.labels[1].values.push_back(second_of(value, i));
    }
    return dataset;
}

std::string told(const data::Dataset& dataset) {
    std::string text;
    for (const auto& sentence : label_contradictions(dataset, {0})) {
        text += sentence + "\n";
    }
    return text;
}

} // namespace

TEST_CASE("an enthalpy in kJ/mol that is declared as eV/atom is told with the ratio and the pair of units") {
    const auto text = told(two_labels(
        60, "eV/atom", "eV/atom", [](double v, int i) { return 96.485 * v * (1 + 0.15 * wobble(7 * i)); }));
    INFO(text);
    CHECK_THAT(
        text,
        Contains("measured and computed (both in eV/atom) contradict each other over the 60 materials") &&
            Contains("computed is 9") && Contains(" times measured") && Contains("; median difference ") &&
            Contains(" eV/atom). A number") &&
            Contains("A number in kJ/mol/atom is 96.485 times the same in eV/atom"));
}

TEST_CASE("usual pairs of units explain the ratio that they make") {
    const auto pair = [](const char* unit, double ratio) {
        const auto found = unit_pair_of(unit, ratio, 0.05);
        return found ? found->small + " " + found->large : std::string();
    };
    CHECK(pair("eV", 1000) == "meV eV");
    CHECK(pair("eV", 1 / 27.2) == "eV Ha");
    CHECK(pair("eV/atom", 23.1) == "kcal/mol/atom eV/atom");
    CHECK(pair("eV", 13.6) == "eV Ry");
    CHECK(pair("GPa", 10) == "kbar GPa");
    CHECK(pair("log10(GPa)", 0.1) == "kbar GPa");
    CHECK(pair("Å", 1.89) == "bohr Å");
    CHECK(pair("", 100) == "% 1");
    CHECK(pair("eV", 50).empty());
    CHECK(pair("arb:points", 10).empty());
}

TEST_CASE("labels that disagree as methods do are not told") {
    const std::vector<std::string> units{"eV", "eV/atom", "GPa", ""};
    for (const auto& unit : units) {
        INFO(unit);
        // A gap that is 30 to 50 % too small, and 0 for every fifth material.
        CHECK(told(two_labels(200, unit, unit, [](double v, int i) {
                  return i % 5 == 0 ? 0.0 : v * (0.6 + 0.1 * wobble(3 * i));
              })).empty());
        // Another quantity: a ratio of 12, of half of the materials within a factor of 1.7.
        CHECK(told(two_labels(200, unit, unit, [](double v, int i) {
                  return 12 * v * std::exp(1.5 * wobble(5 * i));
              })).empty());
        // A shift that is not large beside the values.
        CHECK(told(two_labels(200, unit, unit, [](double v, int) { return v + 1.0; })).empty());
        CHECK(told(two_labels(200, unit, unit, [](double v, int) { return v; })).empty());
    }
}

TEST_CASE("a large sharp factor is told without a pair of units, a wide or small one is not") {
    const auto by = [](double factor, double width) {
        return told(two_labels(
            100, "eV", "eV", [=](double v, int i) { return factor * v * std::exp(width * wobble(3 * i)); }));
    };
    CHECK_THAT(by(50, 0.05),
               Contains("computed is 49.98 times measured") && Contains("declared in the wrong unit"));
    CHECK_THAT(by(1 / 50.0, 0.05), Contains("measured is 50.0"));
    CHECK(by(2.9, 0.01).empty());
    CHECK(by(50, 1.5).empty());
}

TEST_CASE("few materials, other dimensions and classes prove nothing") {
    const auto times = [](double v, int) { return 1000 * v; };
    CHECK_FALSE(told(two_labels(8, "eV", "eV", times)).empty());
    CHECK(told(two_labels(7, "eV", "eV", times)).empty());
    CHECK(told(two_labels(100, "eV", "GPa", times)).empty());
    CHECK(told(two_labels(100, "eV", "eV/atom", times)).empty());
    CHECK(told(two_labels(100, "eV", "meV", times)).empty()); // as it should be
    CHECK_THAT(told(two_labels(100, "eV", "meV", [](double v, int) { return v; })),
               Contains("1000 times computed"));
    auto classes = two_labels(100, "", "", times);
    classes.labels[1].kind = data::LabelKind::classes;
    CHECK(told(classes).empty());
}

TEST_CASE("logarithms are compared by their differences") {
    const auto text = told(
        two_labels(50, "log10(GPa)", "log10(GPa)", [](double v, int i) { return v + 1 + 0.01 * wobble(i); }));
    CHECK_THAT(text, Contains("computed is 9.993 times measured") &&
                         Contains("A number in kbar is 10 times the same in GPa"));
    CHECK(told(two_labels(50, "log10(GPa)", "log10(GPa)", [](double v, int i) {
              return v + 0.3 * wobble(2 * i);
          })).empty());
}

TEST_CASE("temperatures in degC that are declared as K are told, and so is another zero") {
    const auto in_kelvin = [](double v) { return 600 + 150 * v; };
    auto dataset =
        two_labels(40, "K", "K", [&](double v, int i) { return in_kelvin(v) - 273.15 + wobble(2 * i); });
    for (auto& value : dataset.labels[0].values) {
        value = in_kelvin(value);
    }
    CHECK_THAT(told(dataset),
               Contains("larger than computed by 27") && Contains("see whether measured is in K"));
    CHECK_THAT(told(two_labels(40, "eV", "eV", [](double v, int) { return v - 40; })),
               Contains("has another zero"));
}

TEST_CASE("of repeated measurements of a material the median counts") {
    auto dataset = two_labels(20, "eV", "eV", [](double v, int) { return v; });
    for (int i = 0; i < 20; ++i) {
        for (int k = 0; k < 2; ++k) {
            dataset.labels[1].rows.push_back(i);
            dataset.labels[1].values.push_back(1000 * dataset.labels[0].values[static_cast<std::size_t>(i)]);
        }
    }
    CHECK_THAT(told(dataset), Contains("computed is 1000 times measured"));
}
