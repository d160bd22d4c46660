// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sinter::report {

/// The page's style sheet; drawings have their own (svg_style.hpp). Colours are those of Okabe and Ito
/// (2008), which the colour-blind can tell apart; text has a contrast of at least 7:1 on its background.
[[nodiscard]] std::string_view html_style();

} // namespace sinter::report
