// SPDX-License-Identifier: Apache-2.0
//
// A section of the report before it is written down: the page and the terminal say the same.
#pragma once

#include "framework/report/text/report_table.hpp"

#include <string>
#include <vector>

namespace sinter::report {

/// Text as it is, not escaped. In this order: what is said first, the tables, the list, what helps to read them.
struct Section {
    std::string title;
    std::vector<std::string> paragraphs{};
    std::vector<ReportTable> tables{};
    std::vector<std::string> items{}; ///< of a list
    std::string note{};
    std::string fine_print{}; ///< what the page says besides: a terminal has no room for it

    [[nodiscard]] bool empty() const {
        return paragraphs.empty() && tables.empty() && items.empty() && note.empty();
    }
};

} // namespace sinter::report
