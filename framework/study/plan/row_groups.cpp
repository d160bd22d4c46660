// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/row_groups.hpp"

#include "framework/data/formulas/element_symbols.hpp"
#include "framework/data/formulas/reduced_composition.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/evaluation/protocols/k_means.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::ErrorKind;

std::size_t material_of(const data::Dataset& dataset, std::size_t row) {
    return static_cast<std::size_t>(dataset.row_materials[row]);
}

/// "Fe-O": the symbols of a material, sorted; empty without a composition.
std::string chemical_system(const data::Materials& materials, std::size_t material) {
    std::vector<std::string_view> symbols;
    for (auto i = materials.element_offsets[material]; i < materials.element_offsets[material + 1]; ++i) {
        symbols.push_back(data::element_symbol(materials.atomic_numbers[static_cast<std::size_t>(i)]));
    }
    std::sort(symbols.begin(), symbols.end());
    std::string text;
    for (const auto symbol : symbols) {
        text += (text.empty() ? "" : "-") + std::string(symbol);
    }
    return text;
}

std::string text_of(const data::InputColumn& input, double value) {
    if (std::isnan(value)) {
        return {};
    }
    return input.kind == data::InputKind::category ? input.levels[static_cast<std::size_t>(value)]
                                                   : fmt::format("{}", value);
}

/// Groups by a name a row; rows with an empty name have no group.
template <class Name>
RowGroups groups_by_name(const data::Dataset& dataset, const Name& name_of_row) {
    RowGroups groups;
    for (std::size_t row = 0; row < dataset.row_materials.size(); ++row) {
        groups.names.push_back(name_of_row(row));
        const auto& name = groups.names.back();
        groups.keys.push_back(name.empty() ? 0 : data::material_key(name));
    }
    return groups;
}

RowGroups by_composition(const data::Dataset& dataset) {
    RowGroups groups;
    for (std::size_t row = 0; row < dataset.row_materials.size(); ++row) {
        const std::size_t material = material_of(dataset, row);
        groups.keys.push_back(dataset.materials.keys[material]);
        groups.names.emplace_back(dataset.materials.shown(static_cast<data::Index>(material)));
    }
    return groups;
}

RowGroups by_record(const data::Dataset& dataset) {
    RowGroups groups;
    groups.by_record = true;
    for (std::size_t row = 0; row < dataset.row_materials.size(); ++row) {
        groups.keys.push_back(static_cast<std::uint64_t>(row) + 1); // 0 is no group
        groups.names.push_back(fmt::format("row {}", row));
    }
    return groups;
}

} // namespace

void check_group_by(const Config& config, diagnostics::Diagnostics& diagnostics) {
    const auto& key = config.protocol.group_by.key;
    std::vector<std::string> names{GroupBy::composition, GroupBy::chemical_system, GroupBy::record};
    for (const auto& table : config.tables) {
        for (const auto& input : table.inputs) {
            names.push_back(input.name.value);
        }
    }
    if (std::find(names.begin(), names.end(), key.value) != names.end()) {
        return;
    }
    auto hints = diagnostics::name_hints(key.value, names, "groups and inputs");
    hints.emplace_back(
        "a column becomes an input by inputs.NAME = { column = \"...\", kind = \"category\" }");
    diagnostics.error(ErrorKind::config, key.where,
                      fmt::format("[protocol] group_by = \"{}\" is no input of any table", key.value),
                      std::move(hints));
}

RowGroups row_groups(const data::Dataset& dataset, const GroupBy& group_by) {
    if (group_by.is(GroupBy::record)) {
        return by_record(dataset);
    }
    if (group_by.is(GroupBy::chemical_system)) {
        return groups_by_name(dataset, [&](std::size_t row) {
            return chemical_system(dataset.materials, material_of(dataset, row));
        });
    }
    for (const auto& input : dataset.inputs) {
        if (input.name == group_by.key.value) {
            return groups_by_name(dataset,
                                  [&](std::size_t row) { return text_of(input, input.values[row]); });
        }
    }
    return by_composition(dataset);
}

RowGroups cluster_groups(const data::Dataset& dataset, const FeatureMatrix& features,
                         const std::vector<std::int64_t>& rows, int clusters, const Stream& study,
                         const diagnostics::Position& where) {
    std::unordered_set<data::Index> seen;
    std::vector<Index> chosen;
    for (const std::int64_t row : rows) {
        if (seen.insert(dataset.row_materials[static_cast<std::size_t>(row)]).second) {
            chosen.push_back(row);
        }
    }
    const RowMatrix own = features.values(chosen, Eigen::all);
    const auto fitted = evaluation::k_means(own, {clusters}, study.derive("clusters"), where);
    const auto nearest = evaluation::nearest_cluster(fitted, features.values);
    RowGroups groups;
    for (std::size_t row = 0; row < dataset.row_materials.size(); ++row) {
        groups.keys.push_back(static_cast<std::uint64_t>(nearest[row]) + 1);
        groups.names.push_back(fmt::format("cluster {}", nearest[row]));
    }
    // All rows of a material are in the cluster of its first row: inputs may differ between rows.
    std::vector<std::size_t> first(static_cast<std::size_t>(dataset.materials.size()), SIZE_MAX);
    for (const Index row : chosen) {
        first[material_of(dataset, static_cast<std::size_t>(row))] = static_cast<std::size_t>(row);
    }
    for (std::size_t row = 0; row < dataset.row_materials.size(); ++row) {
        if (const std::size_t from = first[material_of(dataset, row)]; from != SIZE_MAX) {
            groups.keys[row] = groups.keys[from];
            groups.names[row] = groups.names[from];
        }
    }
    return groups;
}

} // namespace sinter::study
