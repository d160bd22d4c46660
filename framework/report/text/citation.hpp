// SPDX-License-Identifier: Apache-2.0
//
// How to cite a result.
#pragma once

#include <string>
#include <string_view>

namespace sinter::report {

/// BibTeX entries: the paper whose transfer architectures are compared here, and sinter at `version` ("0.1.0").
[[nodiscard]] std::string citation_bib(std::string_view version);

} // namespace sinter::report
