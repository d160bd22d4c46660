// SPDX-License-Identifier: Apache-2.0
//
// Reads a table of the report back, by the names of its columns. Only for tables without quoted fields.
#pragma once

#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace sinter::tests {

using Cells = std::map<std::string, std::string>;

inline std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> fields{""};
    for (const char c : line) {
        if (c == ',') {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

/// The rows below the header; `.at(column)` throws for a column that isn't there.
inline std::vector<Cells> rows_of(const std::string& csv) {
    std::istringstream lines(csv);
    std::string line;
    std::getline(lines, line);
    const auto names = split(line);
    std::vector<Cells> rows;
    while (std::getline(lines, line)) {
        const auto fields = split(line);
        if (fields.size() != names.size()) {
            throw std::runtime_error("a row of another length: " + line);
        }
        Cells row;
        for (std::size_t i = 0; i < names.size(); ++i) {
            row[names[i]] = fields[i];
        }
        rows.push_back(row);
    }
    return rows;
}

} // namespace sinter::tests
