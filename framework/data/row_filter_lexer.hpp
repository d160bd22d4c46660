// SPDX-License-Identifier: Apache-2.0
//
// The words of a row filter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::data {

struct FilterToken {
    enum class Kind : std::uint8_t { word, column, number, text, symbol, end };
    Kind kind = Kind::end;
    std::string text; ///< the word, the column or text without its quotes, the symbol
    double number = 0;
    std::size_t position = 0; ///< byte of the expression, from 0
};

struct FilterTokens {
    std::vector<FilterToken> tokens; ///< the last is `end`
    std::string error;               ///< not empty: what is wrong at `position`
    std::size_t position = 0;
};

[[nodiscard]] FilterTokens split_filter(std::string_view expression);

} // namespace sinter::data
