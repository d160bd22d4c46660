// SPDX-License-Identifier: Apache-2.0
//
// Real tables, with the counts that their provenance states.
#include "framework/data/join/row_batch.hpp"
#include "framework/data/tables/dataset.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/unit/data/tables/table_files.hpp"

#include <chrono>
#include <sys/resource.h>

using namespace sinter;
using namespace sinter::data;
using namespace sinter::tests;

namespace {

TableSpec table(const std::filesystem::path& path, const std::string& label, const std::string& column) {
    auto spec = formula_table(path.string());
    spec.labels = {number_label(label, column, "eV")};
    spec.labels[0].repeats.value = RepeatsPolicy::median;
    return spec;
}

} // namespace

TEST_CASE("the Strehlow-Cook gaps without the computed ones are 491 compositions") {
    const auto path = shared_data("strehlow_cook_1973.csv");
    SINTER_SKIP_WITHOUT(path, "strehlow_cook_1973.csv");
    auto spec = table(*path, "gap_expt", "band_gap_eV");
    spec.where = at("data_type != 'COMPUTATIONAL'", 5);
    const auto data = load({spec});
    CHECK(data.labels[0].size() == 491);
    CHECK(data.tables[0].rows_read == 1459);
    CHECK(data.tables[0].rows_filtered == 6);
    CHECK(data.labels[0].missing == 12);
    SECTION("the rows without a data_type are kept, and go when asked to") {
        spec.where.value += " and data_type is not missing";
        CHECK(load({spec}).tables[0].rows_filtered == 18);
    }
}

TEST_CASE("the surfaces join on metal and facet") {
    const auto barriers = shared_data("no_decomposition_surfaces.csv");
    const auto steps = shared_data("catapp_steps_wide.csv");
    SINTER_SKIP_WITHOUT(barriers, "no_decomposition_surfaces.csv");
    TableSpec spec;
    spec.file = at(barriers->string(), 2);
    spec.material.key = {at("metal", 3), at("facet", 3)};
    spec.material.formula = at("metal", 3);
    spec.labels = {number_label("Ea", "NO_dissociation_Ea_eV", "eV")};
    const auto data = load({spec});
    CHECK(data.materials.size() == 50);
    CHECK(data.materials.key_text(0) == "Ag|110");
    CHECK(data.materials.element_count(0) == 1);
}

TEST_CASE("the OQMD table loads and joins in seconds and well below a gigabyte", "[full]") {
    const auto oqmd = shared_data("oqmd_pbe_gap.csv");
    const auto expt = shared_data("strehlow_cook_1973.csv");
    SINTER_SKIP_WITHOUT(oqmd, "oqmd_pbe_gap.csv");
    SINTER_SKIP_WITHOUT(expt, "strehlow_cook_1973.csv");
    const auto begin = std::chrono::steady_clock::now();
    const auto data =
        load({table(*oqmd, "gap_oqmd", "band_gap_PBE_eV"), table(*expt, "gap_expt", "band_gap_eV")});
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    CHECK(data.labels[0].size() == 341608);
    CHECK(overlap(data, data.labels[0], data.labels[1]) == 432);
    CHECK(RowBatch(data).size() == data.materials.size());
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    CHECK(usage.ru_maxrss < 1024 * 1024);
    CHECK(seconds.count() < 60); // a second or less with -O2; sanitizers and busy machines are slow
}
