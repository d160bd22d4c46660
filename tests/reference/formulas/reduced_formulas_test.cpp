// SPDX-License-Identifier: Apache-2.0
//
// The reduced formula agrees with the column formula_reduced of every data set that has one.
#include "framework/data/formulas/reduced_composition.hpp"
#include "framework/data/tables/csv.hpp"
#include "framework/data/tables/file_bytes.hpp"
#include "tests/support/shared_data.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sinter;
using namespace sinter::data;

namespace {

CsvTable read_shared(const std::filesystem::path& path) {
    diagnostics::Diagnostics diagnostics;
    const auto bytes = read_file({path.string(), {}}, diagnostics);
    REQUIRE(bytes);
    auto table = parse_csv(*bytes, path.string(), diagnostics);
    REQUIRE(table);
    return std::move(*table);
}

} // namespace

TEST_CASE("the reduced formula of every row is the data set's own") {
    struct File {
        std::string name;
        std::size_t rows;
        std::size_t
            refused; ///< rows without a reduced formula of their own: a spreadsheet made Fe2 a date, "2-Feb"
        std::size_t dilute =
            0; ///< Ge0.9355Si0.0645: the sets round it to 936 and 64, and we keep three digits
    };
    const auto file = GENERATE(values<File>({{"aflow_pbe_gap.csv", 27577, 0},
                                             {"critexam_mp_formation_energy.csv", 85014, 0},
                                             {"expt_formation_enthalpy.csv", 1709, 0},
                                             {"jarvis_mbj_gap.csv", 7296, 1},
                                             {"jarvis_optb88vdw_gap.csv", 28155, 0},
                                             {"matbench_elastic_KG.csv", 10987, 0},
                                             {"matbench_expt_gap.csv", 4604, 0, 1},
                                             {"oqmd_pbe_gap.csv", 341608, 0},
                                             {"strehlow_cook_1973.csv", 1459, 0, 1},
                                             {"zhuo2018_expt_gap_nonmetals.csv", 3895, 0, 1}}));
    const auto path = tests::shared_data(file.name);
    SINTER_SKIP_WITHOUT(path, file.name);
    const auto table = read_shared(*path);
    const auto written = table.column("formula");
    const auto reduced = table.column("formula_reduced");
    REQUIRE((written && reduced));
    REQUIRE(table.row_count() == file.rows);
    Formula formula;
    std::size_t refused = 0;
    std::size_t dilute = 0;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const std::string text(table.cell(row, *written));
        if (parse_formula(text, formula)) {
            ++refused;
            CHECK(table.cell(row, *reduced).empty());
            continue;
        }
        const std::string own = reduced_formula(formula);
        if (is_dilute(formula)) {
            ++dilute;
            CHECK(own == "Ge1871Si129");
            CHECK(table.cell(row, *reduced) == "Ge117Si8");
            continue;
        }
        if (own != table.cell(row, *reduced)) {
            FAIL_CHECK(file.name << ":" << table.line(row) << " " << text << " gives " << own);
        }
    }
    CHECK(refused == file.refused);
    CHECK(dilute == file.dilute);
}

TEST_CASE("every formula of the cross-property and mixture-of-experts sets is read") {
    for (const std::string folder : {"cross_property", "mixture_of_experts"}) {
        const auto path = tests::shared_data(folder);
        SINTER_SKIP_WITHOUT(path, folder);
        for (const auto& entry : std::filesystem::directory_iterator(*path)) {
            if (entry.path().extension() != ".csv") {
                continue;
            }
            const auto table = read_shared(entry.path());
            const auto column = table.column("formula");
            REQUIRE(column);
            Formula formula;
            for (std::size_t row = 0; row < table.row_count(); ++row) {
                const std::string text(table.cell(row, *column));
                const auto error = parse_formula(text, formula);
                // Dates that a spreadsheet made of formulas (Fe2, Mn2 ...) are refused, and nothing else is.
                if (error && text.find('-') == std::string::npos) {
                    FAIL_CHECK(entry.path().filename() << ":" << table.line(row) << " " << error->message);
                }
            }
        }
    }
}
