// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/derived_config.hpp"

#include "framework/data/tables/unit_hints.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/evaluation/joint/expression_parser.hpp"
#include "framework/study/config/config_section.hpp"
#include "framework/study/config/expression_unit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using evaluation::Expression;
using evaluation::ExpressionFault;
using evaluation::ParsedExpression;
using Operation = Expression::Operation;

constexpr std::array<std::string_view, 5> law_names = {"residuals", "trees", "jackknife", "independent",
                                                       "auto"};

const data::LabelSpec* label_of(const Config& config, const std::string& name) {
    for (const auto& table : config.tables) {
        for (const auto& label : table.labels) {
            if (label.name.value == name) {
                return &label;
            }
        }
    }
    return nullptr;
}

/// The names that an expression may use, but its own.
std::vector<std::string> usable_names(const Config& config, const std::string& own) {
    std::vector<std::string> names;
    for (const auto& table : config.tables) {
        for (const auto& label : table.labels) {
            if (label.kind == data::LabelKind::number) {
                names.push_back(label.name.value);
            }
        }
    }
    for (const auto& derived : config.derived) {
        if (derived.name.value != own && !derived.name.value.empty()) {
            names.push_back(derived.name.value);
        }
    }
    return names;
}

/// Appends the nodes of `from` to `nodes`; names are replaced as `replace` says, by the index of a node.
template <class Replace>
void append(const Expression& from, std::vector<Expression::Node>& nodes, const Replace& replace) {
    std::vector<std::size_t> place;
    for (const auto& node : from.nodes()) {
        if (node.operation == Operation::name) {
            place.push_back(replace(node.name));
            continue;
        }
        auto copy = node;
        for (auto& operand : copy.operands) {
            operand = place[operand];
        }
        place.push_back(nodes.size());
        nodes.push_back(std::move(copy));
    }
}

class Resolver {
public:
    Resolver(const Config& config, Diagnostics& diagnostics) : config_(config), diagnostics_(diagnostics) {
        for (const auto& choice : config.derived) {
            parsed_.push_back(choice.expression.value.empty() ? std::nullopt : parse(choice));
        }
        state_.resize(parsed_.size(), State::unseen);
        inlined_.resize(parsed_.size());
        units_.resize(parsed_.size());
    }

    std::vector<ResolvedDerived> run() {
        std::vector<ResolvedDerived> resolved;
        for (std::size_t i = 0; i < parsed_.size(); ++i) {
            check_name(i);
            visit(i);
            const auto& choice = config_.derived[i];
            if (inlined_[i]) {
                resolved.push_back({choice.name.value, choice.unit ? choice.unit->value : units_[i].text,
                                    choice.law, *inlined_[i], parsed_[i]->class_names});
            }
        }
        return resolved;
    }

private:
    enum class State : std::uint8_t { unseen, open, done };

    void error(std::size_t derived, const ExpressionFault& fault) { report(config_.derived[derived], fault); }

    /// The character is named and shown: escapes may stand in the text, so a column of the file would mislead.
    void report(const DerivedChoice& choice, const ExpressionFault& fault) {
        std::string line = choice.expression.value;
        std::replace_if(
            line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
        std::vector<std::string> hints;
        constexpr std::size_t widest = 200;
        if (line.size() <= widest) {
            hints = {line, std::string(fault.position, ' ') + "^"};
        }
        hints.insert(hints.end(), fault.hints.begin(), fault.hints.end());
        diagnostics_.error(ErrorKind::config, choice.expression.where,
                           fmt::format("expression: {}, at character {}", fault.message, fault.position + 1),
                           std::move(hints));
    }

    std::optional<ParsedExpression> parse(const DerivedChoice& choice) {
        auto parsed = evaluation::parse_expression(choice.expression.value);
        if (parsed.fault) {
            report(choice, *parsed.fault);
            return std::nullopt;
        }
        return parsed;
    }

    void check_name(std::size_t i) {
        const auto& name = config_.derived[i].name;
        if (label_of(config_, name.value) != nullptr) {
            diagnostics_.error(ErrorKind::config, name.where,
                               fmt::format("\"{}\" is the name of a label already", name.value),
                               {"give the derived quantity another name"});
        }
        for (std::size_t k = 0; k < i; ++k) {
            if (!name.value.empty() && config_.derived[k].name.value == name.value) {
                diagnostics_.error(ErrorKind::config, name.where,
                                   fmt::format("two derived quantities are called \"{}\"", name.value));
                return;
            }
        }
    }

    [[nodiscard]] std::optional<std::size_t> derived_of(const std::string& name) const {
        for (std::size_t i = 0; i < config_.derived.size(); ++i) {
            if (config_.derived[i].name.value == name) {
                return i;
            }
        }
        return std::nullopt;
    }

    /// Fills inlined_[i], or leaves it empty where something is wrong, which is said once.
    void visit(std::size_t i) {
        if (state_[i] != State::unseen) {
            return;
        }
        state_[i] = State::open;
        path_.push_back(i);
        if (parsed_[i]) {
            bool usable = true;
            for (std::size_t n = 0; n < parsed_[i]->positions.size(); ++n) {
                usable = check_use(i, n) && usable;
            }
            if (parsed_[i]->positions.empty()) {
                error(i, {"it names no label", 0, {}});
            } else if (usable && check_units(i)) {
                inline_names(i);
            }
        }
        path_.pop_back();
        state_[i] = State::done;
    }

    bool check_use(std::size_t i, std::size_t n) {
        const std::string& name = parsed_[i]->expression.names()[n];
        const std::size_t position = parsed_[i]->positions[n];
        if (const auto* label = label_of(config_, name)) {
            if (label->kind == data::LabelKind::classes) {
                error(i,
                      {fmt::format("\"{}\" has classes, expected a label with numbers", name), position, {}});
            }
            return label->kind == data::LabelKind::number;
        }
        const auto other = derived_of(name);
        if (!other) {
            error(i, {fmt::format("\"{}\" is neither a label nor a derived quantity", name), position,
                      diagnostics::name_hints(name, usable_names(config_, config_.derived[i].name.value),
                                              "names")});
            return false;
        }
        if (state_[*other] == State::open) {
            error(i, {cycle_in_words(*other), position, {}});
            return false;
        }
        visit(*other);
        if (parsed_[*other] && parsed_[*other]->expression.gives_class()) {
            error(i,
                  {fmt::format("\"{}\" is a class (argmax, argmin), expected a number", name), position, {}});
            return false;
        }
        return inlined_[*other].has_value();
    }

    /// What to write: which label is to be converted to which unit, if one of the two can be.
    [[nodiscard]] std::vector<std::string> hints_of_clash(const std::string& first, const ExpressionUnit& a,
                                                          const std::string& second,
                                                          const ExpressionUnit& b) const {
        std::vector<std::string> hints;
        if (data::convertible(a.unit, b.unit)) {
            for (const auto& [name, other] : {std::pair(first, &b), std::pair(second, &a)}) {
                if (label_of(config_, name) != nullptr) {
                    hints.push_back(fmt::format("{}write labels.{}.convert_to = \"{}\"",
                                                hints.empty() ? "" : "or ", name, other->text));
                }
            }
        } else if (const auto* of_a = label_of(config_, first), *of_b = label_of(config_, second);
                   of_a != nullptr && of_b != nullptr) {
            hints = data::inconvertible_hints(data::unit_at_key(*of_a), data::unit_at_key(*of_b));
        }
        hints.push_back(fmt::format("{}multiply \"{}\" or \"{}\" by a factor of another unit",
                                    hints.empty() ? "" : "or ", first, second));
        return hints;
    }

    /// Fills units_[i]; false where labels of different units are added or compared.
    bool check_units(std::size_t i) {
        const auto& choice = config_.derived[i];
        const auto& names = parsed_[i]->expression.names();
        std::vector<ExpressionUnit> of_names;
        for (const auto& name : names) {
            const auto* label = label_of(config_, name);
            of_names.push_back(label != nullptr ? label_unit(*label) : units_[*derived_of(name)]);
        }
        const auto found = unit_of(parsed_[i]->expression, of_names);
        if (found.clash) {
            const auto [first, second] = *found.clash;
            error(i, {fmt::format("\"{}\" is in {}, \"{}\" in {}, expected one unit", names[first],
                                  in_words(of_names[first]), names[second], in_words(of_names[second])),
                      parsed_[i]->positions[second],
                      hints_of_clash(names[first], of_names[first], names[second], of_names[second])});
            return false;
        }
        units_[i] = found.unit;
        if (choice.unit) {
            check_stated_unit(*choice.unit, units_[i], diagnostics_);
            units_[i] = unit_from_text(choice.unit->value);
        }
        return true;
    }

    [[nodiscard]] std::string cycle_in_words(std::size_t from) const {
        std::vector<std::string> names;
        for (auto at = std::find(path_.begin(), path_.end(), from); at != path_.end(); ++at) {
            names.push_back(config_.derived[*at].name.value);
        }
        names.push_back(config_.derived[from].name.value);
        return fmt::format("derived quantities need each other: {}", fmt::join(names, " -> "));
    }

    void inline_names(std::size_t i) {
        std::vector<Expression::Node> nodes;
        std::vector<std::string> labels;
        const auto label_node = [&](const std::string& name) {
            const auto known = std::find(labels.begin(), labels.end(), name);
            const auto index = static_cast<std::size_t>(known - labels.begin());
            if (known == labels.end()) {
                labels.push_back(name);
            }
            nodes.push_back({Operation::name, {}, 0, index});
            return nodes.size() - 1;
        };
        const Expression& own = parsed_[i]->expression;
        append(own, nodes, [&](std::size_t n) {
            const std::string& name = own.names()[n];
            const auto other = label_of(config_, name) == nullptr ? derived_of(name) : std::nullopt;
            if (!other) {
                return label_node(name);
            }
            const Expression& inner = *inlined_[*other];
            append(inner, nodes, [&](std::size_t k) { return label_node(inner.names()[k]); });
            return nodes.size() - 1;
        });
        if (nodes.size() > evaluation::most_expression_nodes) {
            error(i, {fmt::format("longer than {} operations with what it names",
                                  evaluation::most_expression_nodes),
                      0,
                      {}});
            return;
        }
        Expression whole(std::move(nodes), std::move(labels));
        if (const auto form = whole.linear_form(); form && form->is_constant()) {
            error(i, {"its labels cancel: it is the same number for all materials", 0, {}});
            return;
        }
        inlined_[i] = std::move(whole);
    }

    const Config& config_;
    Diagnostics& diagnostics_;
    std::vector<std::optional<ParsedExpression>> parsed_;
    std::vector<std::optional<Expression>> inlined_; ///< over labels
    std::vector<ExpressionUnit> units_;              ///< of its values, where they are clear
    std::vector<State> state_;
    std::vector<std::size_t> path_;
};

bool predicts_all(const StrategyChoice& strategy, const std::vector<std::string>& labels) {
    return std::all_of(labels.begin(), labels.end(), [&](const std::string& label) {
        return std::any_of(strategy.targets.begin(), strategy.targets.end(),
                           [&](const auto& target) { return target.value == label; });
    });
}

} // namespace

std::string_view name_of(JointLaw law) { return law_names[static_cast<std::size_t>(law)]; }

DerivedChoice read_derived(const ConfigNode& node, Diagnostics& diagnostics) {
    ConfigSection section(node, "[[derived]]", diagnostics);
    DerivedChoice choice;
    choice.where = section.where();
    choice.name = section.required_text("name");
    choice.expression = section.required_text("expression");
    choice.unit = section.text("unit");
    if (const auto law = section.choice("law", {law_names.begin(), law_names.end()})) {
        choice.law = static_cast<JointLaw>(law->value);
    }
    section.finish();
    return choice;
}

std::vector<ResolvedDerived> resolve_derived(const Config& config, Diagnostics& diagnostics) {
    return Resolver(config, diagnostics).run();
}

void check_derived(const Config& config, Diagnostics& diagnostics) {
    for (const auto& derived : resolve_derived(config, diagnostics)) {
        const auto& labels = derived.expression.names();
        const bool predicted =
            std::any_of(config.strategies.begin(), config.strategies.end(),
                        [&](const auto& strategy) { return predicts_all(strategy, labels); });
        if (predicted || config.strategies.empty()) {
            continue;
        }
        const auto choice = std::find_if(config.derived.begin(), config.derived.end(),
                                         [&](const auto& other) { return other.name.value == derived.name; });
        diagnostics.error(ErrorKind::config, choice->where,
                          fmt::format("no strategy predicts all that \"{}\" is made of: {}", derived.name,
                                      fmt::join(labels, ", ")),
                          {fmt::format("give a strategy targets = [\"{}\"]", fmt::join(labels, "\", \""))});
    }
}

} // namespace sinter::study
