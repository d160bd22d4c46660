// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/joint/expression.hpp"

#include <sinter/rounding.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace sinter::evaluation {
namespace {

using Node = Expression::Node;
using Operation = Expression::Operation;
using Values = std::vector<Eigen::ArrayXd>;

/// The place of the argument that is ahead of all others; of equals the first.
template <class Ahead>
Eigen::ArrayXd place_of(const Node& node, const Values& values, const Ahead& ahead) {
    Eigen::ArrayXd best = values[node.operands[0]];
    Eigen::ArrayXd place = Eigen::ArrayXd::Zero(best.size());
    for (std::size_t k = 1; k < node.operands.size(); ++k) {
        const auto& other = values[node.operands[k]];
        for (Eigen::Index i = 0; i < best.size(); ++i) {
            if (ahead(other[i], best[i])) {
                best[i] = other[i];
                place[i] = static_cast<double>(k);
            }
        }
    }
    return place;
}

template <class Ahead>
Eigen::ArrayXd extreme_of(const Node& node, const Values& values, const Ahead& ahead) {
    Eigen::ArrayXd best = values[node.operands[0]];
    for (std::size_t k = 1; k < node.operands.size(); ++k) {
        const auto& other = values[node.operands[k]];
        for (Eigen::Index i = 0; i < best.size(); ++i) {
            best[i] = ahead(other[i], best[i]) || std::isnan(other[i]) ? other[i] : best[i];
        }
    }
    return best;
}

/// Of a node with one operand or two.
Eigen::ArrayXd arithmetic(const Node& node, const Values& values) {
    const auto& a = values[node.operands.front()];
    const auto& b = values[node.operands.back()];
    switch (node.operation) {
    case Operation::add:
        return a + b;
    case Operation::subtract:
        return a - b;
    case Operation::multiply:
        return a * b;
    case Operation::divide:
        return a / b;
    case Operation::negate:
        return -a;
    default:
        return a.abs();
    }
}

Eigen::ArrayXd value_of(const Node& node, const Values& values,
                        const Eigen::Ref<const Eigen::MatrixXd>& names) {
    switch (node.operation) {
    case Operation::number:
        return Eigen::ArrayXd::Constant(names.rows(), node.number);
    case Operation::name:
        return names.col(static_cast<Eigen::Index>(node.name)).array();
    case Operation::maximum:
        return extreme_of(node, values, std::greater<>());
    case Operation::minimum:
        return extreme_of(node, values, std::less<>());
    case Operation::argmax:
        return place_of(node, values, std::greater<>());
    case Operation::argmin:
        return place_of(node, values, std::less<>());
    default:
        return arithmetic(node, values);
    }
}

using Form = std::optional<LinearForm>;

/// a + b, 0 if what is left is rounding: whether 0.1 x + 0.2 x - 0.3 x holds an x must not hang on it.
double sum_of(double a, double b) { return difference_of(a, -b); }

Form sum_of(const LinearForm& a, const LinearForm& b) {
    return LinearForm{
        sum_of(a.constant, b.constant),
        a.coefficients.binaryExpr(b.coefficients, [](double x, double y) { return sum_of(x, y); })};
}

Form scaled(const LinearForm& form, double factor) {
    return LinearForm{form.constant * factor, form.coefficients * factor};
}

Form product_of(const LinearForm& a, const LinearForm& b) {
    if (a.is_constant()) {
        return scaled(b, a.constant);
    }
    return b.is_constant() ? scaled(a, b.constant) : std::nullopt;
}

Form quotient_of(const LinearForm& a, const LinearForm& b) {
    if (!b.is_constant()) {
        return std::nullopt;
    }
    return LinearForm{a.constant / b.constant, a.coefficients / b.constant};
}

/// max, min and abs of constants.
Form folded(const Node& node, const std::vector<Form>& forms, Eigen::Index names) {
    Values values(forms.size());
    for (const std::size_t k : node.operands) {
        if (!forms[k]->is_constant()) {
            return std::nullopt;
        }
        values[k] = Eigen::ArrayXd::Constant(1, forms[k]->constant);
    }
    return LinearForm{value_of(node, values, Eigen::MatrixXd(1, 0))[0], Eigen::VectorXd::Zero(names)};
}

Form form_of(const Node& node, const std::vector<Form>& forms, Eigen::Index names) {
    if (node.operation == Operation::number) {
        return LinearForm{node.number, Eigen::VectorXd::Zero(names)};
    }
    if (node.operation == Operation::name) {
        return LinearForm{0, Eigen::VectorXd::Unit(names, static_cast<Eigen::Index>(node.name))};
    }
    for (const std::size_t k : node.operands) {
        if (!forms[k]) {
            return std::nullopt;
        }
    }
    const LinearForm& a = *forms[node.operands.front()];
    const LinearForm& b = *forms[node.operands.back()];
    switch (node.operation) {
    case Operation::add:
        return sum_of(a, b);
    case Operation::subtract:
        return sum_of(a, *scaled(b, -1));
    case Operation::multiply:
        return product_of(a, b);
    case Operation::divide:
        return quotient_of(a, b);
    case Operation::negate:
        return scaled(a, -1);
    case Operation::argmax:
    case Operation::argmin:
        return std::nullopt;
    default:
        return folded(node, forms, names);
    }
}

} // namespace

bool Expression::gives_class() const {
    return !nodes_.empty() &&
           (nodes_.back().operation == Operation::argmax || nodes_.back().operation == Operation::argmin);
}

Eigen::ArrayXd Expression::evaluate(const Eigen::Ref<const Eigen::MatrixXd>& values) const {
    Values of_nodes;
    of_nodes.reserve(nodes_.size());
    for (const auto& node : nodes_) {
        of_nodes.push_back(value_of(node, of_nodes, values));
    }
    return std::move(of_nodes.back());
}

std::optional<LinearForm> Expression::linear_form() const {
    std::vector<Form> forms;
    for (const auto& node : nodes_) {
        forms.push_back(form_of(node, forms, static_cast<Eigen::Index>(names_.size())));
    }
    return forms.back();
}

std::string Expression::canonical_text() const {
    std::string text;
    for (const auto& node : nodes_) {
        text += fmt::format("{}", static_cast<int>(node.operation));
        if (node.operation == Operation::number) {
            text += fmt::format(" {}", node.number);
        } else if (node.operation == Operation::name) {
            text += fmt::format(" {} {}", names_[node.name].size(), names_[node.name]);
        }
        for (const std::size_t k : node.operands) {
            text += fmt::format(" #{}", k);
        }
        text += '\n';
    }
    return text;
}

} // namespace sinter::evaluation
