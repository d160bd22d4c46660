// SPDX-License-Identifier: Apache-2.0
//
// The words of an expression: bare and backquoted names, numbers, + - * / ( ) and commas.
#pragma once

#include "framework/bytes/token_scanner.hpp"

#include <string_view>

namespace sinter::evaluation {

[[nodiscard]] bytes::Tokens split_expression(std::string_view text);

} // namespace sinter::evaluation
