// SPDX-License-Identifier: Apache-2.0
//
// Text that comes from a plugin file: is it fit to be shown, and showing it when it is not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sinter::plugin {

/// Whether `text` is valid UTF-8 on one line: no control characters (they could rewrite a terminal).
[[nodiscard]] bool is_one_line(std::string_view text);

/// `text` with everything but printable ASCII as \xNN, cut after `most` bytes.
[[nodiscard]] std::string shown(std::string_view text, std::size_t most = 200);

} // namespace sinter::plugin
