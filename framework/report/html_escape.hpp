// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sinter::report {

/// Text that is safe as HTML or SVG content and inside a quoted attribute: & < > " ' become entities; bytes
/// that are not UTF-8, and control characters other than tab and line feed, become U+FFFD.
[[nodiscard]] std::string html_escape(std::string_view text);

} // namespace sinter::report
