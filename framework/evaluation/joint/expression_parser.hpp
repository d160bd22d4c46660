// SPDX-License-Identifier: Apache-2.0
//
// Reads an expression over numbers that have names.
#pragma once

#include "framework/evaluation/joint/expression.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::evaluation {

/// What is wrong with an expression, and where.
struct ExpressionFault {
    std::string message;  ///< what was expected and what was found
    std::size_t position; ///< byte of the text, from 0
    std::vector<std::string> hints;
};

struct ParsedExpression {
    Expression expression;
    std::vector<std::size_t> positions;   ///< of each of its names: where it is first used
    std::vector<std::string> class_names; ///< of argmax and argmin: each argument as written
    std::optional<ExpressionFault> fault; ///< then the rest is empty
};

[[nodiscard]] ParsedExpression parse_expression(std::string_view text);

} // namespace sinter::evaluation
