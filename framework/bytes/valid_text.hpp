// SPDX-License-Identifier: Apache-2.0
//
// Text of others that is to be written to files: valid UTF-8, whatever it was.
#pragma once

#include <string>
#include <string_view>

namespace sinter::bytes {

/// Bytes that are no UTF-8, and control characters but line feed and tab, become U+FFFD.
[[nodiscard]] std::string valid_text(std::string_view text);

} // namespace sinter::bytes
