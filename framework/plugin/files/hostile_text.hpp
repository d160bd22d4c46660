// SPDX-License-Identifier: Apache-2.0
//
// Text that comes from a plugin file: is it fit to be shown, and showing it when it is not.
#pragma once

#include "framework/bytes/shown_text.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace sinter::plugin {

/// Whether `text` is valid UTF-8 on one line: no control characters (they could rewrite a terminal).
[[nodiscard]] inline bool is_one_line(std::string_view text) { return bytes::is_plain(text); }

/// `text` on one line with nothing in it that does not show (bytes::shown_text), cut after `most` bytes.
[[nodiscard]] inline std::string shown(std::string_view text, std::size_t most = 200) {
    return bytes::shown_start(text, most);
}

} // namespace sinter::plugin
