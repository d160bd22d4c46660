// SPDX-License-Identifier: Apache-2.0
#include "framework/report/terminal/text_section.hpp"

#include "framework/report/text/text_layout.hpp"

#include <cstddef>
#include <utility>

namespace sinter::report {

namespace {

constexpr std::size_t indent = 2;

bool in_terminal(Seen seen) { return seen != Seen::on_page; }

/// What is said of a failure, and the lines that its error has beside: those of a traceback keep their shape.
std::string item_lines(const std::string& text) {
    const std::size_t end = text.find('\n');
    auto lines = wrapped("- " + printable(text.substr(0, end)), indent);
    if (end != std::string::npos) {
        lines += "    " + printable_lines(text.substr(end + 1), 4) + "\n";
    }
    return lines;
}

/// A row's name with what it is marked as: "difference (primary)".
std::string name_of(const Cell& cell) {
    auto text = shown(cell);
    for (const auto& mark : cell.marks) {
        text += " (" + mark + ")";
    }
    return printable(text);
}

std::string paragraph(const std::string& text) {
    return text.empty() ? text : wrapped(printable(text), indent);
}

} // namespace

std::string text_of(const ReportTable& table) {
    std::vector<std::string> header;
    std::vector<Align> aligns;
    for (const auto& column : table.columns) {
        if (in_terminal(column.seen)) {
            header.push_back(printable(column.title));
            aligns.push_back(column.align);
        }
    }
    TextTable text(std::move(header), std::move(aligns));
    bool any = false;
    for (const auto& row : table.rows) {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < row.cells.size() && in_terminal(row.seen); ++i) {
            if (in_terminal(table.columns[i].seen)) {
                cells.push_back(i == 0 ? name_of(row.cells[i]) : printable(shown(row.cells[i])));
            }
        }
        if (!cells.empty()) {
            text.add(std::move(cells));
            any = true;
        }
    }
    return any ? paragraph(table.caption) + text.str(indent) + paragraph(table.note) : std::string();
}

std::string text_of(const Section& section) {
    std::string text;
    for (const auto& one : section.paragraphs) {
        text += paragraph(one);
    }
    std::string tables;
    for (const auto& table : section.tables) {
        const auto lines = text_of(table);
        tables += tables.empty() || lines.empty() ? lines : "\n" + lines;
    }
    text += tables;
    for (const auto& item : section.items) {
        text += item_lines(item);
    }
    if (text.empty()) {
        return text;
    }
    return wrapped(printable(section.title), 0) + text + paragraph(section.note) + "\n";
}

} // namespace sinter::report
