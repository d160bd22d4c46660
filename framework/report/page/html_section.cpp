// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_section.hpp"

#include "framework/report/text/html_escape.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>

namespace sinter::report {

namespace {

bool on_page(Seen seen) { return seen != Seen::in_terminal; }

std::string html_of(const Cell& cell) {
    auto html = html_escape(shown(cell));
    if (!cell.css.empty()) {
        html = fmt::format("<span class=\"{}\">{}</span>", html_escape(cell.css), html);
    }
    for (const auto& mark : cell.marks) {
        html += " <span class=\"mark\">" + html_escape(mark) + "</span>";
    }
    return html;
}

std::string css(const Column& column) { return column.align == Align::left ? " class=\"text\"" : ""; }

std::string head_of(const Column& column) {
    const auto hover =
        column.explanation.empty() ? std::string() : " title=\"" + html_escape(column.explanation) + "\"";
    return "<th scope=\"col\"" + css(column) + hover + ">" + html_escape(column.title) + "</th>";
}

/// The first cell of a row is its header.
std::string html_of(const TableRow& row, const std::vector<Column>& columns) {
    std::string html = "<tr><th scope=\"row\">" + html_of(row.cells.front()) + "</th>";
    for (std::size_t i = 1; i < row.cells.size(); ++i) {
        if (on_page(columns[i].seen)) {
            html += "<td" + css(columns[i]) + ">" + html_of(row.cells[i]) + "</td>";
        }
    }
    return html + "</tr>\n";
}

} // namespace

std::string heading(std::string_view title, int level) {
    return fmt::format("<h{0}>{1}</h{0}>\n", level, html_escape(title));
}

std::string html_note(std::string_view text) {
    return text.empty() ? std::string() : "<p class=\"note\">" + html_escape(text) + "</p>\n";
}

std::string html_of(const ReportTable& table) {
    std::string rows;
    for (const auto& row : table.rows) {
        rows += on_page(row.seen) ? html_of(row, table.columns) : std::string();
    }
    if (rows.empty()) {
        return rows;
    }
    std::string html = "<div class=\"scroll\"><table>\n";
    html += table.caption.empty() ? table.caption : "<caption>" + html_escape(table.caption) + "</caption>\n";
    html += "<thead><tr>";
    for (const auto& column : table.columns) {
        html += on_page(column.seen) ? head_of(column) : std::string();
    }
    return html + "</tr></thead>\n<tbody>\n" + rows + "</tbody></table></div>\n" + html_note(table.note);
}

std::string html_of(const Section& section, int level, const std::string& figure) {
    if (section.empty()) {
        return {};
    }
    auto html = heading(section.title, level);
    for (const auto& paragraph : section.paragraphs) {
        html += "<p>" + html_escape(paragraph) + "</p>\n";
    }
    html += figure;
    for (const auto& table : section.tables) {
        html += html_of(table);
    }
    std::string items;
    for (const auto& item : section.items) {
        items += "<li>" + html_escape(item) + "</li>\n";
    }
    return html + (items.empty() ? items : "<ul>\n" + items + "</ul>\n") + html_note(section.note) +
           html_note(section.fine_print);
}

} // namespace sinter::report
