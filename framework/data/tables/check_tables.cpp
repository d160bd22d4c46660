// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/check_tables.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/data/tables/unit_hints.hpp"
#include "framework/data/units/units.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace sinter::data {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::Position;

std::string place(const Position& where) {
    return where.line > 0 ? fmt::format("line {}", where.line) : std::string("another table");
}

void check_units(const LabelSpec& label, Diagnostics& diagnostics) {
    const std::string key = "labels." + label.name.value;
    const auto from = read_unit(label.unit, key + ".unit", diagnostics);
    if (!label.convert_to) {
        return;
    }
    const auto to = read_unit(*label.convert_to, key + ".convert_to", diagnostics);
    if (!from || !to || convertible(*from, *to)) {
        return;
    }
    diagnostics.error(
        ErrorKind::config, label.convert_to->where,
        fmt::format("{}: {} does not convert to {}", key, bytes::in_quotes(label.unit.value),
                    bytes::in_quotes(label.convert_to->value)),
        inconvertible_hints({label.unit.value, key + ".unit"},
                            {label.convert_to->value, key + ".convert_to", UnitAtKey::Role::wanted}));
}

void check_classes(const LabelSpec& label, Diagnostics& diagnostics) {
    const std::string key = "labels." + label.name.value;
    const auto refuse = [&](const Position& where, std::string_view option,
                            std::vector<std::string> hints = {}) {
        diagnostics.error(ErrorKind::config, where, fmt::format("{}: classes have no {}", key, option),
                          std::move(hints));
    };
    if (!label.unit.value.empty()) {
        refuse(label.unit.where, "unit");
    }
    if (label.convert_to) {
        refuse(label.convert_to->where, "unit to convert to");
    }
    if (label.error_column) {
        refuse(label.error_column->where, "stated error");
    }
    if (label.transform.value != LabelTransform::none) {
        refuse(label.transform.where, "logarithm");
    }
    if (label.repeats.value == RepeatsPolicy::median) {
        refuse(label.repeats.where, "median", {"use repeats = \"keep\" or \"error\""});
    }
}

void check_labels(std::span<const TableSpec> tables, Diagnostics& diagnostics) {
    std::map<std::string_view, Position> first;
    for (const auto& table : tables) {
        for (const auto& label : table.labels) {
            label.kind == LabelKind::classes ? check_classes(label, diagnostics)
                                             : check_units(label, diagnostics);
            const auto [known, fresh] = first.emplace(label.name.value, label.name.where);
            if (fresh) {
                continue;
            }
            diagnostics.error(ErrorKind::config, label.name.where,
                              fmt::format("label {} is declared twice, first on {}",
                                          bytes::in_quotes(label.name.value), place(known->second)),
                              {"sinter never merges two contexts into one label: give it a name of its own"});
        }
    }
}

void check_same_input(const InputSpec& first, const InputSpec& second, Diagnostics& diagnostics) {
    const std::string& name = second.name.value;
    if (first.kind != second.kind) {
        diagnostics.error(ErrorKind::config, second.name.where,
                          fmt::format("input {} is a number in one table and a category in the other ({})",
                                      bytes::in_quotes(name), place(first.name.where)));
        return;
    }
    const auto a = parse_unit(first.unit.value).unit;
    const auto b = parse_unit(second.unit.value).unit;
    if (!a || !b || same_unit(*a, *b)) {
        return;
    }
    diagnostics.error(ErrorKind::config, second.unit.where,
                      fmt::format("input {} has the unit {} here and {} on {}", bytes::in_quotes(name),
                                  bytes::in_quotes(second.unit.value), bytes::in_quotes(first.unit.value),
                                  place(first.name.where)),
                      convertible(*a, *b)
                          ? std::vector<std::string>()
                          : inconvertible_hints({second.unit.value, "inputs." + name + ".unit"},
                                                {first.unit.value, "inputs." + name + ".unit"}));
}

void check_inputs(std::span<const TableSpec> tables, Diagnostics& diagnostics) {
    std::map<std::string_view, const InputSpec*> first;
    for (const auto& table : tables) {
        std::set<std::string_view> in_table;
        for (const auto& input : table.inputs) {
            (void)read_unit(input.unit, "inputs." + input.name.value + ".unit", diagnostics);
            if (!in_table.insert(input.name.value).second) {
                diagnostics.error(
                    ErrorKind::config, input.name.where,
                    fmt::format("input {} is declared twice", bytes::in_quotes(input.name.value)));
            }
            const auto [known, fresh] = first.emplace(input.name.value, &input);
            if (!fresh) {
                check_same_input(*known->second, input, diagnostics);
            }
        }
    }
}

std::string identity_text(const MaterialSpec& material) {
    if (material.key.empty()) {
        return "the formula";
    }
    std::string text = "the columns ";
    for (std::size_t i = 0; i < material.key.size(); ++i) {
        text += (i > 0 ? ", " : "") + bytes::in_quotes(material.key[i].value);
    }
    return text;
}

void check_materials(std::span<const TableSpec> tables, Diagnostics& diagnostics) {
    for (const auto& table : tables) {
        const auto& material = table.material;
        if (!material.formula && material.key.empty()) {
            diagnostics.error(ErrorKind::config, table.file.where,
                              "material: neither a formula column nor key columns are given");
            return;
        }
        const std::string here = identity_text(material);
        const std::string first = identity_text(tables.front().material);
        if (here == first) {
            continue;
        }
        diagnostics.error(
            ErrorKind::config, material.key.empty() ? material.formula->where : material.key.front().where,
            fmt::format("material: {} identifies materials here, but {} in the first table", here, first),
            {"tables are joined on one kind of key: all on the formula, or all on columns of the same names"});
    }
}

} // namespace

void check_tables(std::span<const TableSpec> tables, Diagnostics& diagnostics) {
    if (tables.empty()) {
        diagnostics.error(ErrorKind::config, {}, "there is no [[table]]");
    }
    check_materials(tables, diagnostics);
    check_labels(tables, diagnostics);
    check_inputs(tables, diagnostics);
}

} // namespace sinter::data
