// SPDX-License-Identifier: Apache-2.0
//
// Reads the reference tables of featurizers: CSV without line breaks in cells.
#pragma once

#include "plugins/featurizers/elements/elements.hpp"
#include "tests/support/featurized.hpp"

#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace sinter::tests {

struct ReferenceTable {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

/// A cell in double quotes may hold commas.
inline std::vector<std::string> csv_cells(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else if (c != '\r') {
            cells.back() += c;
        }
    }
    return cells;
}

inline ReferenceTable reference_table(const std::filesystem::path& path) {
    std::ifstream file(path);
    if (!file) {
        throw std::runtime_error("cannot open " + path.string());
    }
    ReferenceTable table;
    std::string line;
    std::getline(file, line);
    table.header = csv_cells(line);
    while (std::getline(file, line)) {
        table.rows.push_back(csv_cells(line));
    }
    return table;
}

/// NaN for an empty cell.
inline double number_in(const std::string& cell) {
    return cell.empty() ? std::numeric_limits<double>::quiet_NaN() : std::stod(cell);
}

/// "Mg:1.8 Fe:0.2 O:4.0".
inline MaterialBatch::Parts parts_in(const std::string& composition) {
    MaterialBatch::Parts parts;
    std::istringstream words(composition);
    for (std::string word; words >> word;) {
        const auto colon = word.find(':');
        parts.emplace_back(elements::atomic_number(word.substr(0, colon)).value(),
                           std::stod(word.substr(colon + 1)));
    }
    return parts;
}

/// The materials of dev_compositions.csv, in the order of the rows of `table` (matched by formula).
inline MaterialBatch batch_for(const ReferenceTable& table, const ReferenceTable& compositions) {
    std::map<std::string, std::string> by_formula;
    for (const auto& row : compositions.rows) {
        by_formula[row.at(0)] = row.at(1);
    }
    MaterialBatch batch;
    for (const auto& row : table.rows) {
        batch.add(row.at(0), parts_in(by_formula.at(row.at(0))));
    }
    return batch;
}

} // namespace sinter::tests
