// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sinter::report {

/// Text that is safe as HTML or SVG content and inside a quoted attribute: & < > " ' become entities; bytes
/// that are not UTF-8, and what does not show, are shown by their codes (bytes::shown_text); tabs and line feeds stay.
[[nodiscard]] std::string html_escape(std::string_view text);

} // namespace sinter::report
