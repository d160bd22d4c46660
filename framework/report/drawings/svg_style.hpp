// SPDX-License-Identifier: Apache-2.0
//
// How drawings look: the same rules on the page and in the files of figures/.
#pragma once

#include <string>
#include <string_view>

namespace sinter::report {

/// Rules for the content of an <svg>. Colours are those of Okabe and Ito (2008), which the colour-blind can
/// tell apart.
[[nodiscard]] std::string_view svg_style();

/// `svg`, an element as the svg_... functions give it, as a file of its own: with its namespace and style.
[[nodiscard]] std::string svg_file(std::string_view svg);

} // namespace sinter::report
