// SPDX-License-Identifier: Apache-2.0
//
// An expression over numbers that have names: "log_k - log_g", "argmax(ea_no, ea_n2, ea_o2)".
#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter::evaluation {

/// constant + sum of coefficients[i] * name i.
struct LinearForm {
    double constant = 0;
    Eigen::VectorXd coefficients; ///< one per name of the expression

    /// Sums that only rounding keeps from 0 are 0 here.
    [[nodiscard]] bool is_constant() const { return (coefficients.array() == 0).all(); }
};

/// A tree of operations, a value.
///
///   whole := (argmax | argmin) ( sum, sum { , sum } ) | sum
///   sum := product { (+ | -) product }            product := signed { (* | /) signed }
///   signed := (+ | -) signed | primary
///   primary := number | name | ( sum ) | (max | min) ( sum, sum { , sum } ) | abs ( sum )
///   name := bare_word | `any name`
///
/// argmax and argmin give a class: the place of the largest or smallest argument, of equals the first. They
/// are never part of a sum.
class Expression {
public:
    enum class Operation : std::uint8_t {
        number,
        name,
        add,
        subtract,
        multiply,
        divide,
        negate,
        absolute,
        maximum,
        minimum,
        argmax,
        argmin
    };

    /// A node of the tree; operands stand before what uses them.
    struct Node {
        Operation operation = Operation::number;
        std::vector<std::size_t> operands; ///< indices of nodes
        double number = 0;                 ///< of a number
        std::size_t name = 0;              ///< of a name: index into names()
    };

    /// The last node is the root.
    Expression(std::vector<Node> nodes, std::vector<std::string> names)
        : nodes_(std::move(nodes)), names_(std::move(names)) {}
    Expression() = default; ///< empty: not to be evaluated

    [[nodiscard]] const std::vector<Node>& nodes() const noexcept { return nodes_; }
    /// Distinct, in order of first use.
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    [[nodiscard]] bool gives_class() const;

    /// `values` is cases x names; the result has one entry per case. Of argmax and argmin the place, from 0. A
    /// division by zero gives what IEEE 754 says.
    [[nodiscard]] Eigen::ArrayXd evaluate(const Eigen::Ref<const Eigen::MatrixXd>& values) const;

    /// None where the expression is not linear in its names.
    [[nodiscard]] std::optional<LinearForm> linear_form() const;

    /// Text that two expressions share exactly where they are the same tree over the same names.
    [[nodiscard]] std::string canonical_text() const;

private:
    std::vector<Node> nodes_;
    std::vector<std::string> names_;
};

inline constexpr std::size_t most_expression_nodes = 2000;

} // namespace sinter::evaluation
