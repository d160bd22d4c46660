// SPDX-License-Identifier: Apache-2.0
#include "measured_set.hpp"

#include "framework/data/join/load_dataset.hpp"
#include "framework/data/tables/dataset.hpp"
#include "framework/study/plan/feature_matrix.hpp"
#include "plugins/featurizers/magpie/magpie.hpp"

#include <sinter/error.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace sinter::benchmarks {
namespace {

data::Dataset read(const SetSource& source, const std::filesystem::path& file, threads::Workers& workers) {
    data::LabelSpec label;
    label.name.value = "label";
    label.column.value = source.column;
    label.unit.value = source.unit;
    label.repeats.value = data::RepeatsPolicy::median;
    data::TableSpec table;
    table.file.value = file.string();
    table.file_as_written = table.file.value;
    table.material.formula = data::Located<std::string>{"formula", {}};
    table.labels = {label};
    table.where.value = source.where;
    diagnostics::Diagnostics diagnostics;
    const std::vector<data::TableSpec> tables = {table};
    auto dataset = data::load_dataset(tables, workers, diagnostics);
    if (!dataset) {
        throw diagnostics::InputError(diagnostics);
    }
    return std::move(*dataset);
}

} // namespace

const std::vector<SetSource>& set_sources() {
    static const std::vector<SetSource> sources = {
        {"strehlow_cook", "strehlow_cook_1973.csv", "band_gap_eV", "eV", "data_type != 'COMPUTATIONAL'"},
        {"formation_enthalpy", "expt_formation_enthalpy.csv", "formation_enthalpy_expt_eV_per_atom", "eV"},
        {"log_bulk_modulus", "matbench_elastic_KG.csv", "log10_K_VRH_GPa", ""},
        {"slme", "cross_property/slme.csv", "target", "%"},
        {"mbj_gap", "cross_property/mbj_bandgap.csv", "target", "eV"},
    };
    return sources;
}

MeasuredSet load_set(const SetSource& source, const std::filesystem::path& file, threads::Workers& workers) {
    const data::Dataset dataset = read(source, file, workers);
    const auto magpie = std::make_shared<plugins::magpie::Magpie>(
        Options::defaults(plugins::magpie::Magpie::parameters()), std::vector<InputColumn>{});
    const study::FeatureMatrix matrix = study::featurize(dataset, {magpie}, workers);
    if (!matrix.errors.empty()) {
        fail_invalid(source.file + ": " + matrix.errors.front().second);
    }
    const data::LabelColumn& label = dataset.labels.front();
    MeasuredSet set{RowMatrix(label.size(), matrix.values.cols()), label.values, {}};
    for (Index i = 0; i < label.size(); ++i) {
        const Index row = label.rows[static_cast<std::size_t>(i)];
        const Index material = dataset.row_materials[static_cast<std::size_t>(row)];
        set.features.row(i) = matrix.values.row(row);
        set.materials.push_back(dataset.materials.keys[static_cast<std::size_t>(material)]);
    }
    return set;
}

} // namespace sinter::benchmarks
