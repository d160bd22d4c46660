// SPDX-License-Identifier: Apache-2.0
//
// The words of a row filter: bare and backquoted columns, numbers, texts, comparisons, brackets and commas.
#pragma once

#include "framework/bytes/token_scanner.hpp"

#include <string_view>

namespace sinter::data {

[[nodiscard]] bytes::Tokens split_filter(std::string_view expression);

} // namespace sinter::data
