// SPDX-License-Identifier: Apache-2.0
//
// Recomputes every value of the example's table from the works that it names, by the rules of semiconductors.md.
#include "plugins/featurizers/elements/elements.hpp"
#include "tests/integration/example_table/example_table.hpp"
#include "tests/integration/example_table/reduced_formula.hpp"
#include "tests/support/shared_data.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>

using namespace sinter;
using namespace sinter::tests;

namespace {

using Values = std::map<std::string, std::vector<double>>;

std::size_t place_of(const std::vector<std::string>& header, const std::string& name) {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) {
        throw std::runtime_error("no column " + name);
    }
    return static_cast<std::size_t>(found - header.begin());
}

Values values_by_composition(const std::filesystem::path& path, const std::string& column) {
    const auto lines = plain_csv(path);
    const auto key = place_of(lines.front(), "formula_reduced");
    const auto value = place_of(lines.front(), column);
    Values values;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        values[lines[i].at(key)].push_back(std::stod(lines[i].at(value)));
    }
    return values;
}

struct Records {
    Values all;
    Values near_300_K;
};

Records strehlow_cook_records(const std::filesystem::path& path) {
    const auto lines = plain_csv(path);
    const auto& header = lines.front();
    const auto key = place_of(header, "formula_reduced");
    const auto gap = place_of(header, "band_gap_eV");
    const auto temperature = place_of(header, "temperature_K");
    const auto kind = place_of(header, "data_type");
    Records records;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto& line = lines[i];
        if (line.at(gap).empty() || line.at(kind) != "EXPERIMENTAL") {
            continue;
        }
        records.all[line.at(key)].push_back(std::stod(line.at(gap)));
        if (line.at(temperature).empty()) {
            continue;
        }
        const double kelvin = std::stod(line.at(temperature));
        if (kelvin >= 273 && kelvin <= 313) {
            records.near_300_K[line.at(key)].push_back(std::stod(line.at(gap)));
        }
    }
    return records;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Rounded to two decimals either way where the value lies in the middle.
void check_rounded(const std::string& cell, double value) {
    CHECK(std::abs(std::stod(cell) - value) <= 0.005 + 1e-9);
}

} // namespace

TEST_CASE("measured gaps of Strehlow and Cook are the medians of their records") {
    const auto path = shared_data("strehlow_cook_1973.csv");
    SINTER_SKIP_WITHOUT(path, "strehlow_cook_1973.csv");
    Records records = strehlow_cook_records(*path);
    int checked = 0;
    for (const auto& row : example_rows()) {
        if (row.gap_expt_source != "strehlow1973") {
            continue;
        }
        CAPTURE(row.formula);
        const std::string key = reduced_formula(row.formula);
        REQUIRE(records.all.count(key) == 1);
        const auto& near_300_K = records.near_300_K[key];
        check_rounded(row.gap_expt, median(near_300_K.size() >= 3 ? near_300_K : records.all[key]));
        ++checked;
    }
    CHECK(checked > 100);
}

TEST_CASE("measured gaps of Zhuo et al. are the medians of their records, and stand only where Strehlow and "
          "Cook have none") {
    const auto path = shared_data("zhuo2018_expt_gap_nonmetals.csv");
    const auto older = shared_data("strehlow_cook_1973.csv");
    SINTER_SKIP_WITHOUT(path, "zhuo2018_expt_gap_nonmetals.csv");
    SINTER_SKIP_WITHOUT(older, "strehlow_cook_1973.csv");
    Values values = values_by_composition(*path, "band_gap_expt_eV");
    const Records records = strehlow_cook_records(*older);
    int checked = 0;
    for (const auto& row : example_rows()) {
        if (row.gap_expt_source != "zhuo2018") {
            continue;
        }
        CAPTURE(row.formula);
        const std::string key = reduced_formula(row.formula);
        CHECK(records.all.count(key) == 0);
        REQUIRE(values.count(key) == 1);
        check_rounded(row.gap_expt, median(values[key]));
        ++checked;
    }
    CHECK(checked > 10);
}

TEST_CASE("the two collections of measured gaps agree within 20 % on what the example's table holds") {
    const auto path = shared_data("zhuo2018_expt_gap_nonmetals.csv");
    SINTER_SKIP_WITHOUT(path, "zhuo2018_expt_gap_nonmetals.csv");
    Values values = values_by_composition(*path, "band_gap_expt_eV");
    for (const auto& row : example_rows()) {
        const auto found = values.find(reduced_formula(row.formula));
        if (row.gap_expt.empty() || found == values.end()) {
            continue;
        }
        CAPTURE(row.formula);
        const double ours = std::stod(row.gap_expt);
        const double theirs = median(found->second);
        CHECK(std::abs(ours - theirs) <= std::max(0.2 * std::max(ours, theirs), 0.1) + 0.01);
    }
}

TEST_CASE("computed gaps of compounds are those of OQMD") {
    const auto path = shared_data("oqmd_pbe_gap.csv");
    SINTER_SKIP_WITHOUT(path, "oqmd_pbe_gap.csv");
    Values values = values_by_composition(*path, "band_gap_PBE_eV");
    int checked = 0;
    for (const auto& row : example_rows()) {
        if (row.gap_pbe_source != "kirklin2015") {
            continue;
        }
        CAPTURE(row.formula);
        const auto& found = values[reduced_formula(row.formula)];
        REQUIRE_FALSE(found.empty());
        check_rounded(row.gap_pbe, found.front());
        ++checked;
    }
    CHECK(checked > 250);
}

TEST_CASE("computed gaps of elements are those of the element table") {
    int checked = 0;
    for (const auto& row : example_rows()) {
        if (row.gap_pbe_source != "ward2016") {
            continue;
        }
        CAPTURE(row.formula);
        const auto z = elements::atomic_number(row.formula);
        REQUIRE(z);
        check_rounded(row.gap_pbe, elements::property(elements::Property::gs_bandgap, *z));
        ++checked;
    }
    CHECK(checked == 5);
}
