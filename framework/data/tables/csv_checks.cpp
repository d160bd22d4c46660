// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/csv_checks.hpp"

#include "framework/bytes/utf8.hpp"

#include <fmt/format.h>

#include <limits>
#include <map>

namespace sinter::data {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::Position;

bool is_blank(std::string_view bytes) { return bytes.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::vector<std::string> encoding_hints(std::string_view bytes) {
    const auto start = bytes.substr(0, 2);
    if (start == "\xFF\xFE" || start == "\xFE\xFF") {
        return {"this is UTF-16; save the file as UTF-8"};
    }
    return {"save the file as UTF-8 (it may be Latin-1 or Windows-1252)"};
}

bool check_separator(const CsvTable& table, Diagnostics& diagnostics) {
    if (table.column_count() != 1) {
        return true;
    }
    const std::string& only = table.header().front();
    const bool semicolon = only.find(';') != std::string::npos;
    if (!semicolon && only.find('\t') == std::string::npos) {
        return true;
    }
    diagnostics.error(
        ErrorKind::data, {table.file(), 1, 1},
        fmt::format("the cells seem to be separated by {}, not by commas", semicolon ? "semicolons" : "tabs"),
        {fmt::format("the header is one cell: {}", bytes::in_quotes(only)),
         fmt::format(
             "save it with commas between cells and points in numbers: in a spreadsheet as CSV (comma "
             "delimited), in Python with read_csv(FILE, sep=\"{}\"{}) and to_csv",
             semicolon ? ";" : "\\t", semicolon ? ", decimal=\",\"" : "")});
    return false;
}

} // namespace

bool check_bytes(std::string_view bytes, const std::string& file, Diagnostics& diagnostics) {
    if (is_blank(bytes)) {
        diagnostics.error(ErrorKind::data, {file, 0, 0}, "the file is empty",
                          {"expected a header line and rows"});
        return false;
    }
    if (bytes.size() >= std::numeric_limits<std::uint32_t>::max()) {
        diagnostics.error(ErrorKind::data, {file, 0, 0}, "the file is larger than 4 GiB",
                          {"split it into several tables"});
        return false;
    }
    return check_text(bytes, file, diagnostics);
}

bool check_text(std::string_view bytes, const std::string& file, Diagnostics& diagnostics) {
    const bool utf16 = bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF";
    const std::size_t zero = bytes.find('\0');
    if (zero != std::string_view::npos && !utf16) {
        diagnostics.error(ErrorKind::data, position_of(bytes, zero, file),
                          "a NUL byte; this is not a text file");
        return false;
    }
    const std::size_t bad = bytes::first_invalid_utf8(bytes);
    if (bad == bytes.size()) {
        return true;
    }
    diagnostics.error(ErrorKind::data, position_of(bytes, bad, file),
                      fmt::format("not UTF-8: {}", bytes::shown(bytes.substr(bad))), encoding_hints(bytes));
    return false;
}

bool check_header(const CsvTable& table, Diagnostics& diagnostics) {
    if (!check_separator(table, diagnostics)) {
        return false;
    }
    std::map<std::string_view, std::size_t> first;
    bool good = true;
    for (std::size_t i = 0; i < table.column_count(); ++i) {
        const std::string& name = table.header()[i];
        if (name.empty()) {
            diagnostics.error(ErrorKind::data, {table.file(), 1, 0},
                              fmt::format("column {} has no name", i + 1),
                              {"every column needs a name in the first line"});
            good = false;
            continue;
        }
        const auto [earlier, fresh] = first.emplace(name, i);
        if (fresh) {
            continue;
        }
        diagnostics.error(ErrorKind::data, {table.file(), 1, 0},
                          fmt::format("columns {} and {} are both called {}", earlier->second + 1, i + 1,
                                      bytes::in_quotes(name)));
        good = false;
    }
    return good;
}

Position position_of(std::string_view bytes, std::size_t offset, const std::string& file) {
    Position position{file, 1, 1};
    for (std::size_t i = 0; i < offset && i < bytes.size(); ++i) {
        const bool return_alone = bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n');
        ++position.column;
        if (bytes[i] == '\n' || return_alone) {
            ++position.line;
            position.column = 1;
        }
    }
    return position;
}

std::size_t last_open_quote(std::string_view bytes) noexcept {
    std::size_t open = 0;
    bool inside = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] != '"') {
            continue;
        }
        const bool doubled = inside && i + 1 < bytes.size() && bytes[i + 1] == '"';
        if (doubled) {
            ++i;
            continue;
        }
        inside = !inside;
        if (inside) {
            open = i;
        }
    }
    return open;
}

} // namespace sinter::data
