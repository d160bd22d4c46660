// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_table.hpp"

#include "framework/report/text/html_escape.hpp"

#include <utility>

namespace sinter::report {

namespace {

std::string css(const HtmlTable::Column& column) {
    return column.align == HtmlTable::Align::left ? " class=\"text\"" : "";
}

} // namespace

HtmlTable::HtmlTable(std::string_view caption, std::vector<Column> columns) : columns_(std::move(columns)) {
    html_ = "<div class=\"scroll\"><table>\n<caption>" + html_escape(caption) + "</caption>\n<thead><tr>";
    for (const auto& column : columns_) {
        const auto hover =
            column.explanation.empty() ? std::string() : " title=\"" + html_escape(column.explanation) + "\"";
        html_ += "<th scope=\"col\"" + css(column) + hover + ">" + html_escape(column.title) + "</th>";
    }
    html_ += "</tr></thead>\n<tbody>\n";
}

void HtmlTable::add(const std::vector<std::string>& cells) {
    html_ += "<tr><th scope=\"row\">" + cells.front() + "</th>";
    for (std::size_t i = 1; i < cells.size(); ++i) {
        html_ += "<td" + css(columns_[i]) + ">" + cells[i] + "</td>";
    }
    html_ += "</tr>\n";
}

std::string HtmlTable::str() const { return html_ + "</tbody></table></div>\n"; }

} // namespace sinter::report
