// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sinter::report {

/// Builds one <table>. The first cell of a row is its header. A value; not for several threads.
class HtmlTable {
public:
    enum class Align : bool { left, right };

    struct Column {
        std::string title; ///< escaped here
        Align align = Align::right;
        std::string explanation{}; ///< shown on hovering; escaped here
    };

    HtmlTable(std::string_view caption, std::vector<Column> columns);

    /// Ready-made HTML, one entry a column: use html_escape for text.
    void add(const std::vector<std::string>& cells);

    [[nodiscard]] std::string str() const;

private:
    std::vector<Column> columns_;
    std::string html_;
};

} // namespace sinter::report
