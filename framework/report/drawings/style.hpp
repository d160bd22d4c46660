// SPDX-License-Identifier: Apache-2.0
//
// How the page and its drawings look. Colours are those of Okabe and Ito (2008), which the colour-blind can tell apart.
#pragma once

#include <string>
#include <string_view>

namespace sinter::report {

/// Rules for the content of an <svg>; the same on the page and in the files of figures/.
[[nodiscard]] std::string_view svg_style();

/// `svg`, an element as the svg_... functions give it, as a file of its own: with its namespace and style.
[[nodiscard]] std::string svg_file(std::string_view svg);

/// The style sheet of the page, without the rules for its drawings.
/// Text has a contrast of at least 7:1 on its background.
[[nodiscard]] std::string_view html_style();

} // namespace sinter::report
