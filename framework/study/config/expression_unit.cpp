// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/expression_unit.hpp"

#include <fmt/format.h>

#include <utility>

namespace sinter::study {
namespace {

using UnitKind = ExpressionUnit::Kind;
using Operation = evaluation::Expression::Operation;

const ExpressionUnit unclear{};
const ExpressionUnit any{UnitKind::any, {}, {}, 0};

bool differ(const ExpressionUnit& a, const ExpressionUnit& b) {
    return a.kind == UnitKind::known && b.kind == UnitKind::known && !data::same_unit(a.unit, b.unit);
}

/// log10 K - log10 G is the logarithm of a ratio, and a difference of two temperatures in degC is none in degC.
bool survives_a_sum(const ExpressionUnit& u) {
    return u.kind != UnitKind::known || (u.unit.scale == data::Unit::Scale::linear && u.unit.offset == 0);
}

/// That of the first operand that has one.
UnitOrClash common(const std::vector<const ExpressionUnit*>& operands) {
    UnitOrClash found{any, std::nullopt};
    for (const ExpressionUnit* operand : operands) {
        if (differ(found.unit, *operand)) {
            found.clash = UnitClash{found.unit.name, operand->name};
            return found;
        }
        if (found.unit.kind != UnitKind::known) {
            found.unit = operand->kind == UnitKind::any ? found.unit : *operand;
        }
    }
    return found;
}

ExpressionUnit quotient(const ExpressionUnit& a, const ExpressionUnit& b) {
    if (a.kind == UnitKind::known && b.kind == UnitKind::known && survives_a_sum(a) &&
        data::same_unit(a.unit, b.unit)) {
        return {UnitKind::known, data::Unit{}, "", a.name};
    }
    return unclear;
}

UnitOrClash combine(Operation operation, const std::vector<const ExpressionUnit*>& operands) {
    switch (operation) {
    case Operation::number:
        return {any, std::nullopt};
    case Operation::multiply:
        return {unclear, std::nullopt};
    case Operation::divide:
        return {quotient(*operands[0], *operands[1]), std::nullopt};
    case Operation::negate:
    case Operation::absolute:
        return {survives_a_sum(*operands[0]) ? *operands[0] : unclear, std::nullopt};
    default:
        break;
    }
    UnitOrClash found = common(operands);
    const bool sum = operation == Operation::add || operation == Operation::subtract;
    const bool a_class = operation == Operation::argmax || operation == Operation::argmin;
    if (a_class || (sum && !survives_a_sum(found.unit))) {
        found.unit = unclear;
    }
    return found;
}

} // namespace

ExpressionUnit unit_from_text(const std::string& text) {
    const auto read = data::parse_unit(text);
    return read.unit ? ExpressionUnit{UnitKind::known, *read.unit, text, 0} : unclear;
}

ExpressionUnit label_unit(const data::LabelSpec& label) {
    return unit_from_text(label.convert_to ? label.convert_to->value : label.unit.value);
}

std::string in_words(const ExpressionUnit& unit) { return unit.text.empty() ? "no unit" : unit.text; }

void check_stated_unit(const diagnostics::Located<std::string>& stated, const ExpressionUnit& found,
                       diagnostics::Diagnostics& diagnostics) {
    const auto unit = data::read_unit(stated, "derived.unit", diagnostics);
    if (unit && found.kind == UnitKind::known && !data::same_unit(*unit, found.unit)) {
        diagnostics.error(
            diagnostics::ErrorKind::config, stated.where,
            fmt::format("unit = \"{}\", but the expression is in {}", stated.value, in_words(found)),
            {"nothing is converted: leave `unit` out, or multiply by a factor in the expression"});
    }
}

UnitOrClash unit_of(const evaluation::Expression& expression, const std::vector<ExpressionUnit>& of_names) {
    std::vector<ExpressionUnit> units;
    for (const auto& node : expression.nodes()) {
        if (node.operation == Operation::name) {
            units.push_back(of_names[node.name]);
            units.back().name = node.name;
            continue;
        }
        std::vector<const ExpressionUnit*> operands;
        for (const std::size_t operand : node.operands) {
            operands.push_back(&units[operand]);
        }
        auto found = combine(node.operation, operands);
        if (found.clash) {
            return {unclear, found.clash};
        }
        units.push_back(std::move(found.unit));
    }
    return {units.empty() ? unclear : units.back(), std::nullopt};
}

} // namespace sinter::study
