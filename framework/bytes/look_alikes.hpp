// SPDX-License-Identifier: Apache-2.0
//
// Signs that a reader cannot tell from others: those that look like a letter and those that do not show.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sinter::bytes {

/// The ASCII letter or hyphen that a sign of another script looks like (the Cyrillic А, the minus U+2212); 0:
/// none.
[[nodiscard]] char looks_like(char32_t sign) noexcept;

/// Whether nothing is seen of it, or what looks like a plain space: control characters, soft hyphens, spaces
/// of other widths or of none.
[[nodiscard]] bool does_not_show(char32_t sign) noexcept;

/// "U+0421".
[[nodiscard]] std::string code_of(char32_t sign);

/// The text with its look-alikes of letters as codes, "Na<U+0421>l". A word of another script is left as it
/// is (Сера), but for one of a letter or two, which may be meant for a symbol.
[[nodiscard]] std::string with_codes(std::string_view text);

/// The same for all that is in doubt in a message: also what does not show.
[[nodiscard]] std::string made_visible(std::string_view text);

/// The text as it looks: look-alikes as ASCII, and without what does not show. Two texts that look the same
/// are equal so.
[[nodiscard]] std::string as_it_looks(std::string_view text);

/// A line for each kind of sign in `text` that made_visible shows by its code, and for each other minus:
/// "U+0421 looks like the letter C and is another".
[[nodiscard]] std::vector<std::string> sign_hints(std::string_view text);

} // namespace sinter::bytes
