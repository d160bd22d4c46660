// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/read_tables.hpp"

#include "framework/study/config/config.hpp"
#include "framework/study/config/config_limits.hpp"
#include "framework/study/config/expand_variables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::Diagnostics;
using diagnostics::Located;

Located<std::string> text_or_empty(ConfigSection& section, std::string_view key) {
    return section.text(key).value_or(Located<std::string>{"", section.where()});
}

data::LabelSpec read_label(const Located<std::string>& name, const ConfigNode& node,
                           Diagnostics& diagnostics) {
    ConfigSection section(node, "labels." + name.value, diagnostics);
    data::LabelSpec label;
    label.name = name;
    label.column = section.required_text("column");
    const auto kind = section.choice("kind", {"number", "classes"});
    label.kind = kind && kind->value == 1 ? data::LabelKind::classes : data::LabelKind::number;
    label.unit = text_or_empty(section, "unit");
    if (label.kind == data::LabelKind::number && node.find("unit") == nullptr) {
        section.error(node.where, fmt::format("labels.{} lacks `unit`", name.value),
                      {"write unit = \"eV\", or unit = \"\" for numbers without one"});
    }
    label.convert_to = section.text("convert_to");
    label.context = text_or_empty(section, "context").value;
    const auto finite_number = [&](std::string_view key, double least) -> std::optional<double> {
        const auto number = section.number(key);
        if (number && !(std::isfinite(number->value) && number->value >= least)) {
            section.error(number->where,
                          fmt::format("labels.{}.{} is {}, expected a finite number{}", name.value, key,
                                      number->value, least == 0 ? " >= 0" : ""));
            return std::nullopt;
        }
        return number ? std::optional(number->value) : std::nullopt;
    };
    label.fidelity = finite_number("fidelity", std::numeric_limits<double>::lowest());
    label.cost = finite_number("cost", 0);
    label.error_column = section.text("error_column");
    label.weight_column = section.text("weight_column");
    const auto transform = section.choice("transform", {"none", "log", "log10"});
    label.transform = {transform ? static_cast<data::LabelTransform>(transform->value)
                                 : data::LabelTransform::none,
                       transform ? transform->where : node.where};
    const auto repeats = section.choice("repeats", {"error", "median", "keep"});
    label.repeats = {repeats ? static_cast<data::RepeatsPolicy>(repeats->value) : data::RepeatsPolicy::error,
                     repeats ? repeats->where : node.where};
    section.finish();
    return label;
}

data::InputSpec read_input(const Located<std::string>& name, const ConfigNode& node,
                           Diagnostics& diagnostics) {
    ConfigSection section(node, "inputs." + name.value, diagnostics);
    data::InputSpec input;
    input.name = name;
    input.column = section.required_text("column");
    const auto kind = section.choice("kind", {"number", "category"});
    input.kind = kind && kind->value == 1 ? data::InputKind::category : data::InputKind::number;
    input.unit = text_or_empty(section, "unit");
    section.finish();
    return input;
}

/// Reads every entry of a table of tables (`labels`, `inputs`) by `read`.
template <class Spec, class Read>
std::vector<Spec> read_each(ConfigSection& section, std::string_view key, Diagnostics& diagnostics,
                            const Read& read) {
    std::vector<Spec> specs;
    const ConfigNode* table = section.table(key);
    if (table == nullptr) {
        return specs;
    }
    const std::size_t count = section.bounded(most_labels, *table, key);
    for (std::size_t i = 0; i < count; ++i) {
        if (table->items[i].kind == ConfigNode::Kind::table) {
            specs.push_back(read(table->keys[i], table->items[i], diagnostics));
        } else {
            section.error(table->items[i].where,
                          fmt::format("{}.{} is {}, expected a table such as {{ column = \"...\" }}", key,
                                      table->keys[i].value, describe(table->items[i])));
        }
    }
    return specs;
}

data::MaterialSpec read_material(ConfigSection& table, Diagnostics& diagnostics) {
    data::MaterialSpec material;
    const std::size_t before = diagnostics.error_count();
    if (const ConfigNode* node = table.table("material")) {
        ConfigSection section(*node, "material", diagnostics);
        material.formula = section.text("formula");
        material.key = section.texts("key");
        section.finish();
    }
    if (!material.formula && material.key.empty() && diagnostics.error_count() == before) {
        table.error(table.where(), "[[table]] does not say what names a material",
                    {"write material = { formula = \"COLUMN\" } or material = { key = [\"COLUMN\", ...] }"});
    }
    return material;
}

Located<std::string> read_file_name(ConfigSection& section, const std::filesystem::path& folder,
                                    std::string& as_written, Diagnostics& diagnostics) {
    Located<std::string> file = section.required_text("file");
    as_written = file.value;
    if (file.value.empty()) {
        return file;
    }
    try {
        const std::filesystem::path expanded = expand_variables(file);
        file.value = (expanded.is_absolute() ? expanded : folder / expanded).lexically_normal().string();
    } catch (const diagnostics::InputError& error) {
        for (const auto& d : error.diagnostics().all()) {
            diagnostics.add(d);
        }
        file.value.clear();
    }
    return file;
}

} // namespace

data::TableSpec read_table(const ConfigNode& node, const std::filesystem::path& folder,
                           Diagnostics& diagnostics) {
    ConfigSection section(node, "[[table]]", diagnostics);
    data::TableSpec table;
    table.file = read_file_name(section, folder, table.file_as_written, diagnostics);
    table.material = read_material(section, diagnostics);
    table.labels = read_each<data::LabelSpec>(section, "labels", diagnostics, read_label);
    table.inputs = read_each<data::InputSpec>(section, "inputs", diagnostics, read_input);
    table.where = text_or_empty(section, "where");
    table.split = section.text("split");
    if (const auto missing = section.texts("missing"); !missing.empty()) {
        table.missing = {""};
        for (const auto& token : missing) {
            if (std::find(table.missing.begin(), table.missing.end(), token.value) == table.missing.end()) {
                table.missing.push_back(token.value);
            }
        }
    }
    const auto bad_rows = section.choice("bad_rows", {"error", "skip"});
    table.bad_rows = bad_rows && bad_rows->value == 1 ? data::BadRows::skip : data::BadRows::error;
    const auto isotopes = section.choice("isotopes", {"error", "element"});
    table.isotopes = isotopes && isotopes->value == 1 ? data::Isotopes::element : data::Isotopes::error;
    section.finish();
    return table;
}

} // namespace sinter::study
