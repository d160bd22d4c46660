// SPDX-License-Identifier: Apache-2.0
//
// How deep a TOML text nests, found without recursion: the parser and what is made of its result recurse, and
// a long dotted key would end the stack.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sinter::study {

struct TextPlace {
    std::uint32_t line = 1; ///< from 1, as the column, which counts bytes
    std::uint32_t column = 1;
};

/// Where the text first nests deeper than `most`: a dot of a key and an open bracket or brace count one each.
/// Nothing in texts and comments counts. What is not TOML is left to the parser.
[[nodiscard]] std::optional<TextPlace> deeper_than(std::size_t most, std::string_view text);

} // namespace sinter::study
