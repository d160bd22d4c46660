// SPDX-License-Identifier: Apache-2.0
//
// The table of examples/01_first_run, read as a user would with a text editor: the file has no quoted cells.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace sinter::tests {

inline const std::filesystem::path example_folder =
    std::filesystem::path(SINTER_SOURCE_DIR) / "examples" / "01_first_run";

struct ExampleRow {
    std::string formula, gap_expt, gap_expt_source, gap_pbe, gap_pbe_source;
};

inline std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells(1);
    for (const char c : line) {
        if (c == ',') {
            cells.emplace_back();
        } else if (c != '\r') {
            cells.back() += c;
        }
    }
    return cells;
}

/// All lines of a CSV without quoted cells, the header first.
inline std::vector<std::vector<std::string>> plain_csv(const std::filesystem::path& path) {
    std::ifstream file(path);
    if (!file) {
        throw std::runtime_error("cannot open " + path.string());
    }
    std::vector<std::vector<std::string>> lines;
    for (std::string line; std::getline(file, line);) {
        lines.push_back(cells_of(line));
    }
    return lines;
}

inline std::vector<ExampleRow> example_rows() {
    std::vector<ExampleRow> rows;
    for (const auto& cells : plain_csv(example_folder / "semiconductors.csv")) {
        rows.push_back({cells.at(0), cells.at(1), cells.at(2), cells.at(3), cells.at(4)});
    }
    rows.erase(rows.begin());
    return rows;
}

inline std::string text_of_file(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace sinter::tests
